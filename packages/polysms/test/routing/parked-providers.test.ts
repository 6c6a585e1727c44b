import type { E164, OutgoingMessage, Verdict } from "@polysms/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { parkedErrorOf } from "../../src/routing/parking.ts";
import { createResilientProvider, lastResort, nextAvailable } from "../../src/routing/resilient-provider.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";
const reasons = ["auth", "insufficient-balance"] as const;

function useFakeTime() {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

describe("rule 22, while a provider is parked", () => {
  it.each(reasons)("the next provider of the route is asked at once: %s", async (code) => {
    const one = stub("one", [rejected(code)]);
    const two = stub("two");
    const sms = createSms({ providers: [one, two], route: failover("one", "two") });
    for (let i = 0; i < 4; i++) expect(await sms.send({ to, text })).toMatchObject({ provider: "two" });
    expect([one.requests.length, two.requests.length]).toEqual([1, 4]);
    expect(sms.health()).toEqual({ one: "down", two: "healthy" });
  });

  it.each(reasons)(
    "a recipient with no other provider is rejected with that code, without a request: %s",
    async (code) => {
      const one = stub("one", [rejected(code)]);
      const sms = createSms({ providers: [one] });
      await sms.send({ to, text });
      const outcome = await sms.send({ to, text });
      expect(outcome).toMatchObject({
        status: "rejected",
        attempts: [],
        error: {
          code,
          mayHaveBeenSent: false,
          provider: "one",
          message: expect.stringMatching(/^one .* not asked again/),
        },
      });
      if (outcome.status !== "rejected") throw new Error("It was not rejected.");
      expect(outcome.error.retryAfterMs).toBeGreaterThan(59_000);
      expect(Number.isInteger(outcome.error.retryAfterMs)).toBe(true);
      expect(outcome.error.hint).toMatch(code === "auth" ? /credentials/ : /Top up/);
      expect(parkedErrorOf(outcome)).toBe(outcome.error);
      expect(one.requests).toHaveLength(1);
    },
  );

  it("so is the rest of a list after its first request, and via does not change that", async () => {
    const one = stub("one", [rejected("insufficient-balance")]);
    const sms = createSms({ providers: [one] });
    const numbers = Array.from({ length: 500 }, (_, n) => `+2547${10_000_000 + n}` as E164);
    const { counts, outcomes } = await sms.send({ to: numbers, text });
    expect(counts).toMatchObject({ rejected: 500 });
    expect(outcomes.filter((outcome) => parkedErrorOf(outcome) !== undefined)).toHaveLength(450);
    expect(await sms.send({ to, text, via: "one" })).toMatchObject({ error: { code: "insufficient-balance" } });
    expect(one.requests).toHaveLength(1);
  });

  it("one probe goes through after parkMs, while other calls still get the rejection", async () => {
    useFakeTime();
    let answer: (verdict: Verdict) => void = () => {};
    const slow = async ({ to: all }: OutgoingMessage) => {
      const verdict = await new Promise<Verdict>((resolve) => {
        answer = resolve;
      });
      return { verdicts: all.map(() => verdict) };
    };
    const one = stub("one", [rejected("auth"), slow, accepted("later")]);
    const sms = createSms({ providers: [one], circuitBreaker: { parkMs: 5_000 } });
    await sms.send({ to, text });
    vi.advanceTimersByTime(5_000);
    const probe = sms.send({ to, text });
    expect(await sms.send({ to, text })).toMatchObject({ status: "rejected", attempts: [], error: { code: "auth" } });
    answer(accepted("probe"));
    expect(await probe).toMatchObject({ status: "accepted", id: "probe" });
    expect(await sms.send({ to, text })).toMatchObject({ status: "accepted", id: "later" });
    expect(one.requests).toHaveLength(3);
  });

  it("it is no last resort, and a provider whose breaker is open is", async () => {
    const now = () => 0;
    const [parked, open] = ["parked", "open"].map((name) =>
      createResilientProvider(stub(name), { failureThreshold: 1 }, undefined, now),
    );
    if (parked === undefined || open === undefined) throw new Error("no providers");
    parked.breaker.record([rejected("auth")]);
    open.breaker.record([rejected("network")]);
    expect(await nextAvailable([parked, open], 0, undefined)).toBeUndefined();
    expect(await lastResort([parked, open], undefined)).toMatchObject({ chosen: open });
    expect(await lastResort([parked], undefined)).toBeUndefined();
  });

  it("a call that was aborted is aborted, and not rejected for the provider's account", async () => {
    const sms = createSms({ providers: [stub("one", [rejected("auth")])] });
    await sms.send({ to, text });
    expect(await sms.send({ to, text }, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: "aborted" } });
  });

  it("a rejection by the provider itself is not taken for one without a request", async () => {
    const outcome = await createSms({ providers: [stub("one", [rejected("auth")])] }).send({ to, text });
    expect(parkedErrorOf(outcome)).toBeUndefined();
  });
});
