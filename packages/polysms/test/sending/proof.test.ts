import { inspect } from "node:util";
import { type FaultName, faultNames, faults, jsonAnswer, startFaultyServer } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import {
  type AnyProvider,
  aoc,
  createSms,
  failover,
  intouchvas,
  logHooks,
  type Outcome,
  touchbasepro,
  vavasms,
} from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const to = "+254712345678";
const text = "canary text";
const secret = "canary-secret";

interface Settings {
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
  readonly fetch?: () => Promise<Response>;
}

const providers: Readonly<Record<string, (settings: Settings) => AnyProvider>> = {
  intouchvas: (settings) => intouchvas({ apiKey: secret, ...settings }),
  vavasms: (settings) => vavasms({ username: secret, password: secret, senderId: "MyBrand", ...settings }),
  touchbasepro: (settings) => touchbasepro({ apiKey: secret, ...settings }),
  aoc: (settings) => aoc({ apiKey: secret, senderId: "MYBRND", ...settings }),
};

/** Sends through the provider, with failover to a second one, which must not be asked without proof. */
async function sendTo(provider: AnyProvider): Promise<{ outcome: Outcome; second: number }> {
  const second = stub("second");
  const events: unknown[] = [];
  const record = (event: unknown) => events.push(event);
  const sms = createSms({
    providers: [provider, second],
    route: failover(provider.name, "second") as never,
    hooks: [{ onAttempt: record, onOutcome: record }, logHooks({ debug: (...args) => record(args) })],
  });
  const outcome = await sms.send({ to, text });
  expect(events.length).toBeGreaterThanOrEqual(4);
  // Rule 13: an outcome's own number is in its JSON on purpose, and nowhere else.
  const shown = [inspect([outcome, events, sms], { depth: 9 }), JSON.stringify([outcome.attempts, events])];
  expect(shown.join("\n")).not.toMatch(/canary|712345678/);
  return { outcome, second: second.requests.length };
}

const isEndless = (name: FaultName) => "endless" in faults[name];

describe.each(Object.entries(providers))("rules 1 and 2, verdict and proof: %s", (_, make) => {
  async function checkFault(name: FaultName): Promise<void> {
    await using server = await startFaultyServer(name);
    const { outcome, second } = await sendTo(make({ baseUrl: server.url, timeoutMs: isEndless(name) ? 300 : 10_000 }));
    const { status, codes } = faults[name];
    const [first] = outcome.attempts;
    expect(first, name).toMatchObject({ status, code: expect.toBeOneOf([...codes]) });
    if (status === "unknown") {
      expect(outcome, name).toMatchObject({ status: "unknown", error: { code: first?.code, mayHaveBeenSent: true } });
      expect({ attempts: outcome.attempts.length, second }, name).toEqual({ attempts: 1, second: 0 });
    } else {
      expect(outcome, name).toMatchObject({ status: "accepted", provider: "second" });
      expect({ requests: server.requests, second }, name).toEqual({ requests: 0, second: 1 });
    }
    expect(server.requests, name).toBeLessThanOrEqual(1);
    expect(server.followed, name).toBe(0);
  }

  it.each(faultNames.filter((name) => !isEndless(name)).map((name) => [faults[name].title, faults[name].status, name]))(
    "when %s, the message is %s: one request at most, and another provider only after proof",
    (_title, _status, name) => checkFault(name as FaultName),
  );

  it("when no complete answer comes, the message is unknown: one request, and no other provider", async () => {
    await Promise.all(faultNames.filter(isEndless).map(checkFault));
  });

  it.each([
    ["some other JSON", "unreadable-response", () => jsonAnswer({ hello: "world" })],
    ["a 401 with a web page", "unreadable-response", () => new Response("<h1>Log in</h1>", { status: 401 })],
    ["a 500 with its own JSON", "provider-down", () => jsonAnswer({ status: 500, message: "error" }, 500)],
  ])("is unknown, and no other provider is asked, when the answer is %s", async (_answer, code, answer) => {
    const { outcome, second } = await sendTo(make({ fetch: async () => answer() }));
    expect(outcome).toMatchObject({ status: "unknown", error: { code, mayHaveBeenSent: true } });
    expect({ attempts: outcome.attempts.length, second }).toEqual({ attempts: 1, second: 0 });
  });

  it("is unknown when aborted in flight, and rejected when aborted before", async () => {
    const controller = new AbortController();
    await using server = await startFaultyServer("silence", { onRequest: () => controller.abort() });
    const sms = createSms({ providers: [make({ baseUrl: server.url })] });
    const { signal } = controller;
    expect(await sms.send({ to, text }, { signal })).toMatchObject({ status: "unknown", error: { code: "aborted" } });
    expect(await sms.send({ to, text }, { signal })).toMatchObject({ status: "rejected", error: { code: "aborted" } });
    expect(server.requests).toBe(1);
  });
});
