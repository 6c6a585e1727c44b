import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { isSmsError, SmsError, type Verdict } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { memoryOtpStore } from "../../src/otp/store.ts";
import { stub } from "../stub-provider.ts";
import { lastCode, openOtp, recordingStore, service, ticketOf, to, wrongCode } from "./setup.ts";

// Nine digits, which do not appear in a hash or a stack trace by chance.
const codeLength = 9;

function everythingShown(value: unknown): string {
  return [String(value), JSON.stringify(value), inspect(value, { depth: 9, showHidden: true })].join("\n");
}

/** A provider that repeats the text in every field of its error. */
function echoing(status: "rejected" | "unknown") {
  return stub("echo", [
    ({ text }) => {
      const details = { providerCode: text, providerMessage: `no: ${text}`, hint: text, cause: new Error(text) };
      const error = new SmsError(`echo: ${text}`, {
        code: "content-blocked",
        mayHaveBeenSent: status === "unknown",
        ...details,
      });
      return { verdicts: [{ status, error } as Verdict] };
    },
  ]);
}

describe("rule 9, OTP: only the recipient sees the code", () => {
  it("it is not in the result, the ticket, the facade, the hooks or the store, and the number is only in `to`", async () => {
    const { store, kept, taken } = recordingStore();
    const one = stub("one");
    const { otp, events } = openOtp([one], { options: { codeLength }, store });
    const started = await otp.start({ to });
    const code = lastCode(one);
    await otp.check(ticketOf(started), wrongCode(code));
    expect(kept.size).toBe(2);
    expect(events).toMatchObject([{ status: "accepted" }, { status: "accepted", attempts: 1 }]);
    const stored = JSON.stringify([[...kept], taken]);
    expect(everythingShown([started, otp, events]) + stored).not.toContain(code);
    expect(inspect([started, otp, events], { depth: 9, showHidden: true }) + stored).not.toContain("712345678");
    expect(inspect(started, { depth: 9 })).toContain("+254•");
    expect(JSON.parse(JSON.stringify(started)).ticket.to).toBe(to);
  });

  it("it cannot be worked out from the store alone: the key of its seal is only in the ticket", async () => {
    const { store, kept, taken } = recordingStore();
    const ticket = await openOtp([stub("one")], { store }).ticketFor();
    expect(JSON.stringify([[...kept], taken])).not.toContain(ticket.id);
  });

  it("nor can the number: its name in the store changes with the secret, and is no plain hash", async () => {
    const names = await Promise.all(
      ["one secret of at least 32 bytes..", "two secrets of at least 32 bytes."].map(async (secret) => {
        const { store, kept, taken } = recordingStore();
        const one = stub("one");
        const { otp, ticketFor } = openOtp([one], { store, secret });
        expect(await otp.check(await ticketFor(), lastCode(one))).toBe("approved");
        const stored = JSON.stringify([[...kept], taken]);
        for (const text of [to, to.slice(1)]) {
          expect(stored).not.toContain(createHash("sha256").update(text).digest("hex"));
        }
        return [...kept.keys(), ...taken].filter((key) => /:(latest|starts):/.test(key));
      }),
    );
    expect(names.map(({ length }) => length)).toEqual([2, 2]);
    expect(new Set(names.flat()).size).toBe(4);
  });

  it.each(["rejected", "unknown"] as const)(
    "it is cut out of an error with the status %s that repeats it",
    async (status) => {
      const provider = echoing(status);
      const started = await openOtp([provider], { options: { codeLength } }).otp.start({ to });
      if (!("error" in started)) throw new Error("The provider rejected nothing.");
      expect(everythingShown(started) + everythingShown(started.error.cause)).not.toContain(lastCode(provider));
      expect(started.error).toMatchObject({
        message: "echo: [redacted] is your code.",
        code: "content-blocked",
        mayHaveBeenSent: status === "unknown",
        providerCode: "[redacted] is your code.",
        providerMessage: "no: [redacted] is your code.",
        hint: "[redacted] is your code.",
      });
    },
  );

  it("it is cut out of any single field that repeats it", async () => {
    for (const place of ["providerCode", "providerMessage", "hint"]) {
      const provider = stub("one", [
        ({ text }) => {
          const details = { code: "network", mayHaveBeenSent: true, [place]: text } as const;
          return { verdicts: [{ status: "unknown", error: new SmsError("one: no answer.", details) }] };
        },
      ]);
      const started = await openOtp([provider], { options: { codeLength } }).otp.start({ to });
      expect(started).toMatchObject({ error: { [place]: "[redacted] is your code." } });
    }
  });

  it.each([
    ["an SmsError", (text: string) => new SmsError(text, { code: "network", mayHaveBeenSent: true })],
    ["any other error", (text: string) => new Error(text, { cause: new Error(text) })],
    ["a string", (text: string) => text],
  ])("it is cut out of what a provider throws: %s", async (_, thrown) => {
    const provider = stub("one", [({ text }) => Promise.reject(thrown(text))]);
    const started = await openOtp([provider], { options: { codeLength } }).otp.start({ to });
    expect(started).toMatchObject({ status: "unknown" });
    if (!("error" in started)) throw new Error("The provider rejected nothing.");
    expect(isSmsError(started.error)).toBe(true);
    expect(everythingShown(started) + everythingShown(started.error.cause)).not.toContain(lastCode(provider));
  });

  it("an error that does not repeat it stays the same, with its cause", async () => {
    const cause = new Error("socket hang up");
    const error = new SmsError("one: no answer.", { code: "network", mayHaveBeenSent: true, cause });
    const started = await openOtp([stub("one", [{ status: "unknown", error }])]).otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", error: { cause } });
    expect("error" in started && started.error).toBe(error);
  });

  it("it is cut out of what a provider's own service throws when it checks a guess", async () => {
    const guess = "482113";
    for (const thrown of [
      new SmsError(`own: ${guess}`, { code: "auth", mayHaveBeenSent: true, providerMessage: guess }),
      new Error(guess),
    ]) {
      const { otp, ticketFor } = openOtp([service("own", undefined, [thrown])]);
      const error = await otp.check(await ticketFor(), guess).catch((reason: unknown) => reason);
      expect(isSmsError(error)).toBe(true);
      expect(everythingShown(error) + everythingShown((error as Error).cause)).not.toContain(guess);
    }
  });
});

describe("an OTP store that fails", () => {
  const secret = "redis://:canary@db.example";
  const down = async () => Promise.reject(new Error(secret));

  it.each([
    ["take", ":starts:"],
    ["put", ":latest:"],
    ["put", ":code:"],
  ] as const)("before a code is stored: nothing is sent, and its error is not shown: %s %s", async (method, part) => {
    const memory = memoryOtpStore();
    const failing = (...args: [key: string, value: never, lifetimeMs: never]) =>
      args[0].includes(part) ? down() : memory[method](...args);
    for (const provider of [stub("one"), service("one")]) {
      const parts = { options: { resendAfterSeconds: 0 }, store: { ...memory, [method]: failing } };
      const started = await openOtp([provider], parts).otp.start({ to });
      expect(started).toMatchObject({ status: "rejected", error: { code: "config", mayHaveBeenSent: false } });
      expect(everythingShown(started)).not.toContain("canary");
      expect(provider.requests).toEqual([]);
      if ("started" in provider) expect(provider.started).toEqual([]);
    }
  });

  it("may throw instead of rejecting", async () => {
    const take = () => {
      throw new Error(secret);
    };
    const started = await openOtp([stub("one")], { store: { ...memoryOtpStore(), take } }).otp.start({
      to,
    });
    expect(started).toMatchObject({ status: "rejected", error: { code: "config" } });
  });

  it("while a code is checked: nothing is approved", async () => {
    for (const broken of ["get", "take"] as const) {
      const memory = memoryOtpStore();
      const one = stub("one");
      const ticket = await openOtp([one], { store: memory }).ticketFor();
      const { otp } = openOtp([one], { store: { ...memory, [broken]: down } });
      const error = await otp.check(ticket, lastCode(one)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false });
      expect(everythingShown(error)).not.toContain("canary");
    }
  });

  it.each(["", "null", "{}", "[]", '{"ticket":"00","code":{},"expiresAt":9e15,"lifetimeMs":1}', "half {"])(
    "with an invalid record approves nothing: %j",
    async (record) => {
      const { store, kept } = recordingStore();
      const one = stub("one");
      const { otp, ticketFor } = openOtp([one], { store });
      const ticket = await ticketFor();
      for (const key of kept.keys()) if (key.includes(":code:")) kept.set(key, record);
      const error = await otp.check(ticket, lastCode(one)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "config" });
    },
  );
});
