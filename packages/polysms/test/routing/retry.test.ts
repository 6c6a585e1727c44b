import { SmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byRegion, createSms, failover, touchbasepro } from "../../src/index.ts";
import { createRetry } from "../../src/routing/retry.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";
const limited = (retryAfterMs?: number) =>
  new SmsError("limited", { code: "rate-limited", mayHaveBeenSent: false, retryAfterMs });

describe("rule 4, the wait before another attempt", () => {
  it("doubles each time, and half of it is random", () => {
    const waits = (random: number) => {
      const retry = createRetry({ maxAttempts: 9, baseDelayMs: 100, maxDelayMs: 9999 }, () => random);
      return [2, 3, 4].map((attempt) => retry.waitBefore(attempt, [limited()]));
    };
    expect(waits(0)).toEqual([50, 100, 200]);
    expect(waits(1)).toEqual([100, 200, 400]);
  });

  it("is at least as long as the provider asked for, plus jitter", () => {
    const retry = createRetry({ baseDelayMs: 100, maxDelayMs: 9999 }, () => 0.5);
    expect(retry.waitBefore(2, [limited(2000), limited(500)])).toBe(2025);
  });

  it("gives up on a recipient when its provider asks to wait longer than maxDelayMs, and on no other", async () => {
    const { isWithinMaxDelay } = createRetry({ maxDelayMs: 1000 });
    expect([limited(1001), limited(1000), limited()].map(isWithinMaxDelay)).toEqual([false, true, true]);

    const slowDown = { status: "rejected", error: limited(60_000) } as const;
    const slow = stub("slow", [slowDown, accepted("never")]);
    const quick = stub("quick", [{ status: "rejected", error: limited(1) }, accepted("b")]);
    const sms = createSms({
      providers: [slow, quick],
      route: byRegion({ ZA: "slow", KE: "quick" }),
      retry: { baseDelayMs: 0 },
    });
    const { outcomes } = await sms.send({ to: ["+27831234567", to], text });
    expect(outcomes).toMatchObject([
      { status: "rejected", error: { retryAfterMs: 60_000 } },
      { status: "accepted", id: "b" },
    ]);
    expect(slow.requests).toHaveLength(1);
  });

  it("handles 200,000 rejections like one", () => {
    const many = Array<SmsError>(200_000).fill(limited(700));
    expect(createRetry({}, () => 0).waitBefore(2, many)).toBe(700);
  });

  it("gives up after the last attempt, without a rejection, and when the quota is spent until something succeeds", () => {
    expect(createRetry({ maxAttempts: 2 }).waitBefore(3, [limited()])).toBeUndefined();
    expect(createRetry({}).waitBefore(2, [])).toBeUndefined();
    const retry = createRetry({});
    let granted = 0;
    while (retry.waitBefore(2, [limited()]) !== undefined) granted += 1;
    expect(granted).toBe(20);
    for (let i = 0; i < 10; i++) retry.succeeded();
    expect(retry.waitBefore(2, [limited()])).toBeGreaterThan(0);
    expect(retry.waitBefore(2, [limited()])).toBeUndefined();
  });

  it("stays within maxDelayMs, so that the total wait is bounded", () => {
    fc.assert(
      fc.property(
        fc.record({ maxAttempts: fc.integer({ min: 1, max: 20 }), baseDelayMs: fc.nat(1e6), maxDelayMs: fc.nat(1e5) }),
        fc.array(fc.nat(2e5), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (options, retryAfters, random) => {
          const retry = createRetry(options, () => random);
          let waited = 0;
          let attempt = 2;
          for (; attempt < 100; attempt++) {
            const wait = retry.waitBefore(attempt, retryAfters.map(limited));
            if (wait === undefined) break;
            waited += wait;
          }
          expect(attempt - 2).toBeLessThan(options.maxAttempts);
          expect(waited).toBeLessThanOrEqual(options.maxAttempts * options.maxDelayMs);
        },
      ),
    );
  });

  it.each([
    [{ maxAttempts: 0 }, /retry\.maxAttempts/],
    [{ baseDelayMs: -1 }, /retry\.baseDelayMs/],
    [{ maxDelayMs: Number.NaN }, /retry\.maxDelayMs/],
  ])("throws for %j", (retry, problem) => {
    expect(() => createSms({ providers: [stub("one")], retry })).toThrow(problem);
  });
});

describe("rule 3, a retry needs proof", () => {
  const retry = { maxAttempts: 3, baseDelayMs: 0 };

  it("retries after a proven rejection that may pass", async () => {
    const one = stub("one", [rejected("rate-limited"), rejected("network"), accepted("third")]);
    const outcome = await createSms({ providers: [one], retry }).send({ to, text });
    expect(outcome).toMatchObject({ status: "accepted", id: "third" });
    expect(outcome.attempts.map(({ code }) => code)).toEqual(["rate-limited", "network", undefined]);
  });

  it.each(["auth", "insufficient-balance", "invalid-recipient", "bad-request"] as const)(
    "does not retry after a rejection that will not pass: %s",
    async (code) => {
      const one = stub("one", [rejected(code)]);
      expect(await createSms({ providers: [one], retry }).send({ to, text })).toMatchObject({ status: "rejected" });
      expect(one.requests).toHaveLength(1);
    },
  );

  it("never retries while a provider may have the message, not even at the risk of a duplicate", async () => {
    const one = stub("one", [unknown("timeout")]);
    const two = stub("two", [rejected("rate-limited")]);
    const sms = createSms({ providers: [one, two], route: failover("one", "two"), retry });
    expect(await sms.send({ to, text })).toMatchObject({ status: "unknown" });
    const risked = await sms.send({ to, text }, { onUnknown: "failover-and-risk-duplicate" });
    expect(risked).toMatchObject({ status: "unknown", provider: "one" });
    expect([one.requests.length, two.requests.length]).toEqual([2, 1]);
  });

  it("retries only the recipients of a batch that were rejected", async () => {
    const one = stub("one", [
      () => ({ verdicts: [accepted("a"), rejected("rate-limited"), unknown()] }),
      accepted("again"),
    ]);
    const batch = await createSms({ providers: [one], retry }).send({
      to: [to, "+254712345679", "+254712345670"],
      text,
    });
    expect(batch.outcomes.map(({ status }) => status)).toEqual(["accepted", "accepted", "unknown"]);
    expect(one.requests.map((request) => request.to)).toEqual([expect.anything(), ["+254712345679"]]);
  });

  it("ends a request in flight at totalTimeoutMs, as an unknown with the code timeout", async () => {
    const provider = touchbasepro({ apiKey: "key", fetch: () => new Promise<never>(() => {}) });
    const outcome = await createSms({ providers: [provider] }).send({ to, text }, { totalTimeoutMs: 30 });
    expect(outcome).toMatchObject({ status: "unknown", error: { code: "timeout" } });
    await expect(createSms({ providers: [provider] }).send({ to, text }, { totalTimeoutMs: 0 })).rejects.toMatchObject({
      field: "totalTimeoutMs",
    });
  });

  it("ends all waiting at totalTimeoutMs, and rejects, because nothing was sent", async () => {
    const one = stub("one", [{ status: "rejected", error: limited(5000) }]);
    const sms = createSms({ providers: [one], retry: { maxDelayMs: 60_000 } });
    const start = performance.now();
    const outcome = await sms.send({ to, text }, { totalTimeoutMs: 50 });
    expect(performance.now() - start).toBeLessThan(3000);
    expect(outcome).toMatchObject({ status: "rejected", error: { code: "rate-limited", retryAfterMs: 5000 } });
    expect(one.requests).toHaveLength(1);
  });
});
