import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createTokenBucket } from "../../src/routing/rate-limit.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";

describe("rule 6, the rate limit", () => {
  it("lets a burst through at once and spaces the rest", () => {
    const bucket = createTokenBucket("one", { perSecond: 10, burst: 3 }, () => 0);
    expect(Array.from({ length: 6 }, () => bucket.take())).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it("refills over time, up to the burst and no further", () => {
    let time = 0;
    const bucket = createTokenBucket("one", { perSecond: 10, burst: 2 }, () => time);
    bucket.take();
    bucket.take();
    time = 100;
    expect([bucket.take(), bucket.wait()]).toEqual([0, 100]);
    time = 60_000;
    expect([bucket.take(), bucket.take(), bucket.wait()]).toEqual([0, 0, 100]);
  });

  it("returns the wait for the next place without taking it", () => {
    const bucket = createTokenBucket("one", { perSecond: 1 }, () => 0);
    expect([bucket.wait(), bucket.wait(), bucket.take()]).toEqual([0, 0, 0]);
    expect([bucket.wait(), bucket.wait(), bucket.take(), bucket.wait()]).toEqual([1000, 1000, 1000, 2000]);
  });

  it("never lets through more than rate and burst allow, whatever the times of the calls", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, burst) => {
          let time = 0;
          const bucket = createTokenBucket("one", { perSecond: 10, burst }, () => time);
          const starts = gaps.map((gap) => {
            time += gap;
            return time + bucket.take();
          });
          for (let i = 0; i + burst < starts.length; i++) {
            expect((starts[i + burst] ?? 0) - (starts[i] ?? 0)).toBeGreaterThanOrEqual(100 - 1e-6);
          }
        },
      ),
    );
  });

  it("uses the next provider when the wait would be too long, because nothing was sent", async () => {
    const one = stub("one");
    const two = stub("two");
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      rateLimit: { one: { perSecond: 0.01 } },
    });
    expect(await sms.send({ to, text: "x" })).toMatchObject({ provider: "one" });
    const { attempts, ...second } = await sms.send({ to, text: "x" });
    expect(second).toMatchObject({ status: "accepted", provider: "two" });
    // A request that was not made is not an attempt.
    expect(attempts.map(({ provider }) => provider)).toEqual(["two"]);
    expect(one.requests).toHaveLength(1);
  });

  it("waits for the last provider as long as necessary, and never rejects a recipient", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const one = stub("one", [], 1);
    const sms = createSms({ providers: [one], rateLimit: { one: { perSecond: 0.05 } } });
    const sending = sms.send({ to: [to, "+254712345679", "+254712345670"], text: "x" });
    await vi.advanceTimersByTimeAsync(39_999);
    expect(one.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    const { counts, outcomes } = await sending;
    expect(counts).toMatchObject({ accepted: 3 });
    // Waiting does not count towards the duration of a request.
    expect(outcomes.map(({ attempts }) => attempts[0]?.durationMs)).toEqual([0, 0, 0]);
  });

  it("sends nothing for a call that was aborted while waiting, and records no attempt", async () => {
    const one = stub("one", [], 1);
    const sms = createSms({ providers: [one], rateLimit: { one: { perSecond: 0.01 } } });
    await sms.send({ to, text: "x" });
    const stop = new AbortController();
    const waiting = sms.send({ to, text: "x" }, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(await waiting).toMatchObject({ status: "rejected", error: { code: "aborted" }, attempts: [] });
    expect(one.requests).toHaveLength(1);
  });

  it("gives back the place of a call that was aborted while waiting for it", async () => {
    const one = stub("one", [], 1);
    const sms = createSms({ providers: [one], rateLimit: { one: { perSecond: 20, burst: 1 } } });
    await sms.send({ to, text: "x" });
    const stop = new AbortController();
    const waiting = Array.from({ length: 2_000 }, () => sms.send({ to, text: "x" }, { signal: stop.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all(waiting);
    // Behind all of them the wait would be a minute and a half.
    expect(await sms.send({ to, text: "x" }, { totalTimeoutMs: 2_000 })).toMatchObject({ status: "accepted" });
  });

  it("gives back the probe of a circuit breaker when the wait for it was aborted", async () => {
    const one = stub("one", [rejected("network"), accepted("a")]);
    const two = stub("two");
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      circuitBreaker: { failureThreshold: 1, resetTimeoutMs: 0 },
      rateLimit: { one: { perSecond: 20, burst: 1 } },
    });
    expect(await sms.send({ to, text: "x" })).toMatchObject({ provider: "two" });
    const stop = new AbortController();
    const waiting = sms.send({ to, text: "x" }, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await waiting;
    expect(await sms.send({ to, text: "x" })).toMatchObject({ provider: "one", id: "a" });
  });

  it.each([
    [{ one: { perSecond: 0 } }, /rateLimit\.one\.perSecond must be above 0/],
    [{ one: { perSecond: 1, burst: 0 } }, /rateLimit\.one\.burst must be at least 1/],
    [{ one: { perSecond: 1, bust: 2 } }, /rateLimit\.one\.bust is not a field here; did you mean burst\?/],
    [{ oen: { perSecond: 1 } }, /rateLimit\.oen is not a field here; did you mean one\?/],
  ])("throws for %j", (rateLimit, problem) => {
    expect(() => createSms({ providers: [stub("one")], rateLimit: rateLimit as never })).toThrow(problem);
  });
});
