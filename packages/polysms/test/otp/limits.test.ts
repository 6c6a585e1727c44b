import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryOtpStore, type OtpStore } from "../../src/otp/store.ts";
import { notAccepted, stub } from "../stub-provider.ts";
import { openDesk, otherNumber, service, to } from "./setup.ts";

const hour = 3_600_000;
const providers = [
  ["our own codes", () => stub("one")],
  ["a provider's own service", () => service("one")],
] as const;

describe.each(providers)("rule 9, OTP: the limits for one number, in front of %s", (_, make) => {
  it("let the next code go after thirty seconds, to the millisecond, and say how long that is", async () => {
    const { otp, pass } = openDesk([make()]);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "cool-down", retryAfterMs: 30_000 });
    pass(29_999);
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "cool-down", retryAfterMs: 1 });
    pass(1);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
  });

  it("let five codes go in an hour, and the sixth an hour after the first", async () => {
    const one = make();
    const { otp, pass } = openDesk([one]);
    for (let code = 0; code < 5; code++) {
      expect(await otp.start({ to })).toMatchObject({ status: "sent" });
      pass(60_000);
    }
    expect(await otp.start({ to })).toEqual({ status: "limited", reason: "budget", retryAfterMs: hour - 300_000 });
    pass(hour - 300_000);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to })).toMatchObject({ status: "limited", retryAfterMs: 60_000, reason: "budget" });
  });

  it("let one of fifty through that come at the same moment", async () => {
    const { otp, told } = openDesk([make()]);
    const started = await Promise.all(Array.from({ length: 50 }, () => otp.start({ to })));
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(1);
    expect(told.filter((event) => "durationMs" in event)).toHaveLength(1);
  });

  it("are those of the number alone, whatever provider is named", async () => {
    const { otp } = openDesk([make(), stub("two")]);
    await otp.start({ to });
    expect(await otp.start({ to: otherNumber })).toMatchObject({ status: "sent" });
    expect(await otp.start({ to, via: "two" })).toMatchObject({ status: "limited", reason: "cool-down" });
  });
});

describe("rule 9, OTP: the limits for one number", () => {
  it("hold whenever codes are asked for: never two in thirty seconds, never six in an hour, never none for long", async () => {
    const waits = fc.array(fc.oneof(fc.nat({ max: 40_000 }), fc.nat({ max: 1_500_000 })), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(waits, async (plan) => {
        const { otp, pass, now } = openDesk([stub("one")]);
        const sent: number[] = [];
        for (const wait of plan) {
          pass(wait);
          const started = await otp.start({ to });
          const tooSoon = now() - (sent.at(-1) ?? Number.NEGATIVE_INFINITY) < 30_000;
          const tooMany = now() - (sent.at(-5) ?? Number.NEGATIVE_INFINITY) < hour;
          expect(started.status).toBe(tooSoon || tooMany ? "limited" : "sent");
          if (started.status === "sent") sent.push(now());
          if (started.status !== "limited") continue;
          pass(started.retryAfterMs);
          expect(await otp.start({ to })).toMatchObject({ status: "sent" });
          sent.push(now());
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are not touched by a refusal or by bad input, and are by a code that nobody took", async () => {
    const one = stub("one", [notAccepted("auth")]);
    const { otp, pass } = openDesk([one], { options: { startsPerHour: 2 } });
    await expect(otp.start({ to, via: "twilio" })).rejects.toMatchObject({ field: "via" });
    await expect(otp.start({ to, text: "no place" })).rejects.toMatchObject({ field: "text" });
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    for (let each = 0; each < 10; each++) expect(await otp.start({ to })).toMatchObject({ reason: "cool-down" });
    pass(30_000);
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    pass(30_000);
    expect(await otp.start({ to })).toMatchObject({ status: "limited", reason: "budget" });
    expect(one.requests).toHaveLength(2);
  });

  it("are as told, and a cool-down of nothing is none", async () => {
    const { otp } = openDesk([stub("one")], { options: { resendAfterSeconds: 0, startsPerHour: 3 } });
    const started = await Promise.all(Array.from({ length: 8 }, () => otp.start({ to })));
    // They run at the same time, so it is chance which three of them come first.
    const refused = started.filter(({ status }) => status === "limited");
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(3);
    expect(refused).toEqual(Array(5).fill({ status: "limited", reason: "budget", retryAfterMs: hour }));
  });

  it("hold across facades that share a store which answers late", async () => {
    const memory = memoryOtpStore({ now: () => 0 });
    const late = async <Result>(answer: Promise<Result>) => {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      return answer;
    };
    const store: OtpStore = {
      take: (key, limits) => late(memory.take(key, limits)),
      put: (key, value, lifetimeMs) => late(memory.put(key, value, lifetimeMs)),
      get: (key) => late(memory.get(key)),
    };
    const one = stub("one");
    const facades = Array.from({ length: 20 }, () => openDesk([one], { store }));
    const started = await Promise.all(facades.map(({ otp }) => otp.start({ to })));
    expect(started.filter(({ status }) => status === "sent")).toHaveLength(1);
    expect(one.requests).toHaveLength(1);
  });
});
