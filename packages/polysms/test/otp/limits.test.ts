import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryOtpStore, type OtpStore } from "../../src/otp/store.ts";
import { rejected, stub } from "../stub-provider.ts";
import { openOtp, otherNumber, service, to } from "./setup.ts";

const hour = 3_600_000;
const providers = [
  ["polysms codes", () => stub("one")],
  ["a provider's own service", () => service("one")],
] as const;

describe.each(providers)("rule 9, OTP: the limits for one number, in front of %s", (_, make) => {
  it("allow the next code after thirty seconds, to the millisecond, and return the wait", async () => {
    const { otp, advance } = openOtp([make()]);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "cool-down", retryAfterMs: 30_000 });
    advance(29_999);
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "cool-down", retryAfterMs: 1 });
    advance(1);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
  });

  it("allow five codes in an hour, and the sixth an hour after the first", async () => {
    const one = make();
    const { otp, advance } = openOtp([one]);
    for (let code = 0; code < 5; code++) {
      expect(await otp.start({ to })).toMatchObject({ status: "sent" });
      advance(60_000);
    }
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "budget", retryAfterMs: hour - 300_000 });
    advance(hour - 300_000);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to })).toMatchObject({ status: "limited", retryAfterMs: 60_000, reason: "budget" });
  });

  it("allow one of fifty starts at the same moment", async () => {
    const { otp, events } = openOtp([make()]);
    const started = await Promise.all(Array.from({ length: 50 }, () => otp.start({ to })));
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(1);
    expect(events.filter((event) => "durationMs" in event)).toHaveLength(1);
  });

  it("count per number, whichever provider is named", async () => {
    const { otp } = openOtp([make(), stub("two")]);
    await otp.start({ to });
    expect(await otp.start({ to: otherNumber })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to, via: "two" })).toMatchObject({ status: "limited", reason: "cool-down" });
  });
});

describe("rule 9, OTP: the limits for one number", () => {
  it("hold for any sequence of starts: never two in thirty seconds, never six in an hour, and always one after retryAfterMs", async () => {
    const waits = fc.array(fc.oneof(fc.nat({ max: 40_000 }), fc.nat({ max: 1_500_000 })), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(waits, async (plan) => {
        const { otp, advance, now } = openOtp([stub("one")]);
        const sent: number[] = [];
        for (const wait of plan) {
          advance(wait);
          const started = await otp.start({ to });
          const tooSoon = now() - (sent.at(-1) ?? Number.NEGATIVE_INFINITY) < 30_000;
          const tooMany = now() - (sent.at(-5) ?? Number.NEGATIVE_INFINITY) < hour;
          expect(started.status).toBe(tooSoon || tooMany ? "limited" : "sent");
          if (started.status === "sent") sent.push(now());
          if (started.status !== "limited") continue;
          advance(started.retryAfterMs);
          expect(await otp.start({ to })).toMatchObject({ status: "sent" });
          sent.push(now());
        }
      }),
      { numRuns: 40 },
    );
  });

  it("do not count limited starts or bad input, and do count a code that was rejected", async () => {
    const one = stub("one", [rejected("invalid-sender")]);
    const { otp, advance } = openOtp([one], { options: { startsPerHour: 2 } });
    await expect(otp.start({ to, via: "twilio" })).rejects.toMatchObject({ field: "via" });
    await expect(otp.start({ to, text: "no place" })).rejects.toMatchObject({ field: "text" });
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    for (let each = 0; each < 10; each++) expect(await otp.start({ to })).toMatchObject({ reason: "cool-down" });
    advance(30_000);
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    advance(30_000);
    expect(await otp.start({ to })).toMatchObject({ status: "limited", reason: "budget" });
    expect(one.requests).toHaveLength(2);
  });

  it("follow the options, and a cool-down of 0 is off", async () => {
    const { otp } = openOtp([stub("one")], { options: { resendAfterSeconds: 0, startsPerHour: 3 } });
    const started = await Promise.all(Array.from({ length: 8 }, () => otp.start({ to })));
    // They run at the same time, so any three of them may come first.
    const limited = started.filter(({ status }) => status === "limited");
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(3);
    expect(limited).toEqual(Array(5).fill({ status: "limited", reason: "budget", retryAfterMs: hour }));
  });

  it("hold across facades that share a slow store", async () => {
    const memory = memoryOtpStore({ now: () => 0 });
    const slow = async <Result>(answer: Promise<Result>) => {
      for (let tick = 0; tick < 20; tick++) await Promise.resolve();
      return answer;
    };
    const store: OtpStore = {
      take: (key, limits) => slow(memory.take(key, limits)),
      put: (key, value, lifetimeMs) => slow(memory.put(key, value, lifetimeMs)),
      get: (key) => slow(memory.get(key)),
    };
    const one = stub("one");
    const facades = Array.from({ length: 20 }, () => openOtp([one], { store }));
    const started = await Promise.all(facades.map(({ otp }) => otp.start({ to })));
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(1);
    expect(one.requests).toHaveLength(1);
  });
});
