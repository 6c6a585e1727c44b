import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSms, failover } from "../src/index.ts";
import { createBucket } from "../src/rate-limit.ts";
import { stub } from "./stub-provider.ts";

describe("rule 6, the rate limit", () => {
  it("lets a burst go at once and spaces the rest", () => {
    const bucket = createBucket("one", { perSecond: 10, burst: 3 }, () => 0);
    expect(Array.from({ length: 6 }, () => bucket.take(9999))).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it("fills up again with time, to the burst and no further", () => {
    let time = 0;
    const bucket = createBucket("one", { perSecond: 10, burst: 2 }, () => time);
    bucket.take(0);
    bucket.take(0);
    time = 100;
    expect([bucket.take(0), bucket.take(0)]).toEqual([0, undefined]);
    time = 60_000;
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, undefined]);
  });

  it("takes no place for somebody who will not wait so long", () => {
    const bucket = createBucket("one", { perSecond: 1 }, () => 0);
    expect(bucket.take(0)).toBe(0);
    expect(bucket.take(999)).toBeUndefined();
    expect(bucket.take(1000)).toBe(1000);
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
            return time + (bucket.take(Number.POSITIVE_INFINITY) ?? 0);
          });
          for (let i = 0; i + burst < starts.length; i++) {
            expect((starts[i + burst] ?? 0) - (starts[i] ?? 0)).toBeGreaterThanOrEqual(100 - 1e-6);
          }
        },
      ),
    );
  });

  it("fails over when the wait would be too long, because nothing was sent", async () => {
    const one = stub("one");
    const two = stub("two");
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      rate: { one: { perSecond: 0.01 } },
    });
    expect(await sms.send({ to: "+254712345678", text: "x" })).toMatchObject({ provider: "one" });
    expect(await sms.send({ to: "+254712345678", text: "x" })).toMatchObject({
      provider: "two",
      attempts: [{ provider: "one", verdict: "not-accepted", code: "rate-limited" }, { provider: "two" }],
    });
    expect(one.requests).toHaveLength(1);
  });

  it.each([
    [{ one: { perSecond: 0 } }, /rate\.one\.perSecond must be above 0/],
    [{ one: { perSecond: 1, burst: 0 } }, /rate\.one\.burst must be at least 1/],
    [{ oen: { perSecond: 1 } }, /rate\.oen is not a field here; did you mean one\?/],
  ])("refuses %j", (rate, problem) => {
    expect(() => createSms({ providers: [stub("one")], rate: rate as never })).toThrow(problem);
  });
});
