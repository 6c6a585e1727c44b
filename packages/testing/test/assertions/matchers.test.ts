import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type E164, type ErrorCode, type Outcome, SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import {
  assertAccepted,
  assertNoViolations,
  assertSentTo,
  memoryProvider,
  smsMatchers,
  startMock,
} from "../../src/index.ts";
import "../../src/vitest.ts";
import { acme, fieldsOf, postMessage } from "../setup.ts";

const [jane, joe] = ["+254712345678", "+2250707070707"] as const;
const seen = (to: string) => ({ to: to as E164, reference: "r-1", attempts: [] });
const accepted = (to: string = jane): Outcome => ({ status: "accepted", provider: "acme", id: "41", ...seen(to) });
const failed = (status: "rejected" | "unknown", code: ErrorCode, to: string = jane): Outcome => {
  const error = new SmsError("acme: no.", { code, mayHaveBeenSent: status === "unknown" });
  return { status, provider: "acme", error, ...seen(to) };
};
const skipped: Outcome = { status: "skipped", reason: "duplicate", ...seen(joe) };
const batch = (...outcomes: Outcome[]) => ({ outcomes });

/** The message of a matcher that fails. */
function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("The matcher passed.");
}

describe("the matchers on outcomes", () => {
  it("distinguish the statuses, of one outcome and of every outcome in a batch", () => {
    expect(accepted()).toBeAccepted();
    expect(batch(accepted(), accepted(joe))).toBeAccepted();
    expect(failed("rejected", "auth")).toBeRejectedWith("auth");
    expect(failed("rejected", "auth")).toBeRejectedWith();
    expect(failed("unknown", "timeout")).toBeUnknown();
    expect(failed("unknown", "timeout")).not.toBeRejectedWith();
    expect(failed("rejected", "auth")).not.toBeRejectedWith("timeout");
    expect(skipped).not.toBeAccepted();
    expect({ outcome: accepted() }).toEqual({ outcome: expect.toBeAccepted() });
  });

  it("say what they got, with masked numbers", () => {
    expect(complaint(() => expect(failed("rejected", "auth")).toBeAccepted())).toBe(
      "Expected the outcome to be accepted, but got\n  +254•••••••78 rejected with auth: acme: no.",
    );
    expect(complaint(() => expect(accepted()).toBeRejectedWith("auth"))).toBe(
      "Expected the outcome to be rejected with auth, but got\n  +254•••••••78 accepted by acme as 41",
    );
    expect(complaint(() => expect(batch(accepted(), skipped)).toBeAccepted())).toBe(
      "Expected every outcome to be accepted, but got\n  +225••••••••07 skipped: duplicate",
    );
    expect(complaint(() => expect(accepted()).not.toBeAccepted())).toBe(
      "Expected the outcome not to be accepted, but got\n  +254•••••••78 accepted by acme as 41",
    );
    const many = batch(...Array.from({ length: 12 }, () => skipped));
    expect(complaint(() => expect(many).toBeUnknown())).toMatch(/(\n {2}\+225.*){10}\n {2}and 2 more$/);
  });

  it("say so if it is not an outcome, or not awaited", () => {
    expect(complaint(() => expect(Promise.resolve(accepted())).toBeAccepted())).toContain("await it first");
    for (const value of [undefined, {}, "accepted", { outcomes: [{}] }]) {
      expect(complaint(() => expect(value).toBeAccepted())).toContain("not an outcome of polysms");
    }
    expect(complaint(() => expect(batch()).toBeAccepted())).toContain("without outcomes");
  });
});

describe("the matchers on what was sent", () => {
  it("find a message by its number and its text", async () => {
    const { client, send } = memoryProvider();
    await send({ to: [jane as E164], text: "Your code is 4821" });
    expect(client).toHaveSentTo(jane);
    expect(client).toHaveSentTo(jane, "Your code is 4821");
    expect(client).toHaveSentTo(jane, /code is \d{4}$/);
    expect(client).not.toHaveSentTo(joe);
    expect(client).not.toHaveSentTo(jane, "Your code is 482");
  });

  it("say what was sent instead, with masked numbers", async () => {
    const { client, send } = memoryProvider();
    const missing = () => complaint(() => expect(client).toHaveSentTo(joe, "Bonjour"));
    expect(missing()).toBe('Expected a message to +225••••••••07 with the text "Bonjour", but nothing was sent.');
    await send({ to: [jane as E164], text: "Hello" });
    expect(missing()).toContain("but messages were sent only to +254•••••••78.");
    await send({ to: [joe as E164], text: `Call ${jane}` });
    expect(missing()).toContain('but it was sent\n  "Call +254•••••••78"');
    expect(complaint(() => expect(client).not.toHaveSentTo(jane))).toContain("no message to +254•••••••78");
    expect(complaint(() => expect({}).toHaveSentTo(jane))).toContain('sms.client("memory")');
  });

  it("do not count a rejected message as sent", async () => {
    const { client, send } = memoryProvider();
    client.reject("opted-out");
    await send({ to: [jane as E164], text: "Hello" });
    expect(client).not.toHaveSentTo(jane);
  });
});

describe("the matcher on mocks", () => {
  it("lists the violations", async () => {
    await using mock = await startMock(acme);
    await postMessage(mock);
    expect(mock).toHaveNoViolations();
    await postMessage(mock, {});
    expect(fieldsOf(mock)).toHaveLength(3);
    expect(mock).not.toHaveNoViolations();
    const text = complaint(() => expect(mock).toHaveNoViolations());
    expect(text).toContain("there were 3 violations:\n\nPOST /v1/messages (sendMessage)\n  body/sender_id: is missing");
    expect(complaint(() => assertNoViolations(mock.violations))).toBe(text);
    expect(complaint(() => expect({}).toHaveNoViolations())).toContain("not a mock");
  });
});

describe("elsewhere than in vitest", () => {
  it("the matchers are what expect.extend of jest takes: functions of a value that return pass and message", () => {
    for (const matcher of Object.values<(value: unknown, ...rest: never[]) => unknown>(smsMatchers)) {
      expect(matcher(undefined)).toEqual({ pass: false, message: expect.any(Function) });
    }
    const { pass, message } = smsMatchers.toBeAccepted(accepted());
    expect([pass, message()]).toEqual([true, expect.stringContaining("not to be accepted")]);
  });

  it("the plain functions throw the same, and narrow the type", () => {
    const outcome = accepted();
    assertAccepted(outcome);
    expect(outcome.id satisfies string).toBe("41");
    const wrong = failed("rejected", "auth");
    expect(complaint(() => assertAccepted(wrong))).toBe(complaint(() => expect(wrong).toBeAccepted()));
    expect(complaint(() => assertSentTo({ sent: [] }, jane))).toContain("nothing was sent");
  });

  const folder = fileURLToPath(new URL("../fixtures/user-tests", import.meta.url));

  it("node:test runs them in a process of its own", async () => {
    const file = join(folder, "login.node.ts");
    const output = await run(["--conditions=@polysms/source", "--test", "--test-reporter=tap", file]);
    expect(output).toMatch(/\n {4,}ok 1 - passes\n/);
    expect(output).toMatch(/\n {4,}not ok 2 - fails on purpose\n/);
    expect(output).toContain("+254•••••••78 rejected with insufficient-balance");
  });

  it("vitest with mocks is set up in three lines: violations fail the test that made them, and no other", async () => {
    const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
    const config = ["--config", join(folder, "vitest.config.ts"), "--configLoader", "native"];
    const output = await run([vitest, "run", "--root", folder, ...config]);
    expect(output).toMatch(/\n +ok 1 - passes /);
    expect(output).toMatch(/\n +not ok 2 - fails on purpose, after it was over /);
    expect(output).toContain("header/content-type: is another type; must be application/json");
    expect(output).toMatch(/\n +ok 3 - starts clean after a test that broke the contract /);
  });
});

/** The standard output of Node with these arguments, whatever it exits with. */
function run(args: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _, VITEST: __, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...env, NO_COLOR: "1" } }, (_error, output) => resolve(output));
  });
}
