import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createBucket } from "../../src/routing/rate-limit.ts";
import { accepted, notAccepted, stub } from "../stub-provider.ts";

const to = "+254712345678";

describe("rule 6, the rate limit", () => {
  it("lets a burst go at once and spaces the rest", () => {
    const bucket = createBucket("one", { perSecond: 10, burst: 3 }, () => 0);
    expect(Array.from({ length: 6 }, () => bucket.take())).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it("fills up again with time, to the burst and no further", () => {
    let time = 0;
    const bucket = createBucket("one", { perSecond: 10, burst: 2 }, () => time);
    bucket.take();
    bucket.take();
    time = 100;
    expect([bucket.take(), bucket.wait()]).toEqual([0, 100]);
    time = 60_000;
    expect([bucket.take(), bucket.take(), bucket.wait()]).toEqual([0, 0, 100]);
  });

  it("says how far the next place is without taking it", () => {
    const bucket = createBucket("one", { perSecond: 1 }, () => 0);
    expect([bucket.wait(), bucket.wait(), bucket.take()]).toEqual([0, 0, 0]);
    expect([bucket.wait(), bucket.wait(), bucket.take(), bucket.wait()]).toEqual([1000, 1000, 1000, 2000]);
  });

  it("never lets more go than rate and burst allow, whatever the times of asking", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, burst) => {
          let time = 0;
          const bucket = createBucket("one", { perSecond: 10, burst }, () => time);
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

  it("goes on to the next provider when the wait would be too long, because nothing was sent", async () => {
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
    // A request that was not made is no attempt.
    expect(attempts.map(({ provider }) => provider)).toEqual(["two"]);
    expect(one.requests).toHaveLength(1);
  });

  it("waits for the last provider as long as it takes, and rejects nobody by itself", async () => {
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
    // Waiting is no part of a request.
    expect(outcomes.map(({ attempts }) => attempts[0]?.durationMs)).toEqual([0, 0, 0]);
  });

  it("sends nothing for whoever was aborted while waiting, and makes no attempt of it", async () => {
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

  it("gives back the place of whoever was aborted while waiting for it", async () => {
    const one = stub("one", [], 1);
    const sms = createSms({ providers: [one], rateLimit: { one: { perSecond: 20, burst: 1 } } });
    await sms.send({ to, text: "x" });
    const stop = new AbortController();
    const waiting = Array.from({ length: 2_000 }, () => sms.send({ to, text: "x" }, { signal: stop.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all(waiting);
    // Behind all of them it would be a minute and a half.
    expect(await sms.send({ to, text: "x" }, { totalTimeoutMs: 2_000 })).toMatchObject({ status: "accepted" });
  });

  it("gives back the probe of a breaker when the wait for it was aborted", async () => {
    const one = stub("one", [notAccepted("network"), accepted("a")]);
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
    [{ one: { perSecond: 0 } }, /rate\.one\.perSecond must be above 0/],
    [{ one: { perSecond: 1, burst: 0 } }, /rate\.one\.burst must be at least 1/],
    [{ one: { perSecond: 1, bust: 2 } }, /rate\.one\.bust is not a field here; did you mean burst\?/],
    [{ oen: { perSecond: 1 } }, /rate\.oen is not a field here; did you mean one\?/],
  ])("refuses %j", (rate, problem) => {
    expect(() => createSms({ providers: [stub("one")], rateLimit: rate as never })).toThrow(problem);
  });
});
