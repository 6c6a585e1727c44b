import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type AttemptEvent, createSms, failover, logHooks, type OutcomeEvent } from "../../src/index.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";

describe("hooks", () => {
  it("get every attempt and every outcome, with masked numbers and without the text (rule 13)", async () => {
    const events: (AttemptEvent | OutcomeEvent)[] = [];
    const hooks = {
      onAttempt: (event: AttemptEvent) => events.push(event),
      onOutcome: (event: OutcomeEvent) => events.push(event),
    };
    const one = stub("one", [rejected("auth")]);
    const sms = createSms({ providers: [one, stub("two")], route: failover("one", "two"), hooks: [hooks] });
    const { reference } = await sms.send({ to, text: "canary" });
    expect(events.map((event) => event.reference)).toEqual([reference, reference, reference]);
    expect(events).toMatchObject([
      { to: "+254•••••••78", provider: "one", status: "rejected", code: "auth" },
      { to: "+254•••••••78", provider: "two", status: "accepted" },
      { to: "+254•••••••78", status: "accepted", provider: "two", id: "two", attempts: 2 },
    ]);
    expect(inspect(events, { depth: 9 }) + JSON.stringify(events)).not.toMatch(/canary|712345678/);
  });

  it("see that an outcome is replayed (rule 7)", async () => {
    const replayed: unknown[] = [];
    const hooks = { onOutcome: (event: OutcomeEvent) => replayed.push(event.replayed) };
    const sms = createSms({ providers: [stub("one")], hooks: [hooks] });
    const message = { to, text: "Hello", idempotencyKey: "order-1" } as const;
    await sms.send(message);
    await sms.send(message);
    expect(replayed).toEqual([undefined, true]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("a broken hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("a broken hook"))],
  ])("cannot break a send when one of them %s", async (_, hook) => {
    const one = stub("one", [accepted("id"), rejected("auth")]);
    const sms = createSms({ providers: [one], hooks: [{ onAttempt: hook, onOutcome: hook, onHealth: hook }] });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ status: "accepted" });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ status: "rejected", error: { code: "auth" } });
    expect(one.requests).toHaveLength(2);
  });

  it("pass the same to a logger, fields first", async () => {
    const lines: unknown[] = [];
    const logger = { debug: (fields: object, message: string) => lines.push([message, fields]) };
    const sms = createSms({ providers: [stub("one", [accepted("id"), rejected("auth")])], hooks: [logHooks(logger)] });
    await sms.send({ to, text: "canary" });
    expect(lines).toMatchObject([
      ["sms attempt", { to: "+254•••••••78", provider: "one", status: "accepted" }],
      ["sms outcome", { to: "+254•••••••78", status: "accepted" }],
    ]);
    expect(inspect(lines, { depth: 9 })).not.toMatch(/canary|712345678/);
    lines.splice(0);
    await sms.send({ to, text: "canary" });
    expect(lines[0]).toEqual(["sms provider health", { provider: "one", health: "down", code: "auth" }]);
  });

  it("do not delay a send", async () => {
    const sms = createSms({ providers: [stub("one")], hooks: [{ onAttempt: () => new Promise(() => {}) }] });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ status: "accepted" });
  });
});
