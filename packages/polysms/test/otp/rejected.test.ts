import { describe, expect, it } from "vitest";
import { memoryOtpStore } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";
import { lastCode, openOtp, service, ticketOf, to } from "./setup.ts";

const afterCoolDown = 31_000;

describe("rule 9, OTP: a code that was rejected", () => {
  it("leaves the one before it valid", async () => {
    const one = stub("one", [accepted("1"), rejected("insufficient-balance")]);
    const { otp, advance } = openOtp([one]);
    const ticket = ticketOf(await otp.start({ to }));
    const code = lastCode(one);
    advance(afterCoolDown);
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    expect(await otp.check(ticket, code)).toBe("approved");
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("leaves it valid however often that happens, until another one may have been sent", async () => {
    const noRoute = rejected("route-unavailable");
    const one = stub("one", [accepted("1"), noRoute, noRoute, unknown("timeout")]);
    const { otp, advance } = openOtp([one]);
    const first = ticketOf(await otp.start({ to }));
    const code = lastCode(one);
    for (const _ of [1, 2]) {
      advance(afterCoolDown);
      expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
      expect(await otp.check(first, "000000")).toBe("wrong");
    }
    advance(afterCoolDown);
    const second = await otp.start({ to });
    expect(second).toMatchObject({ status: "unknown" });
    expect(await otp.check(first, code)).toBe("expired");
    expect(await otp.check(ticketOf(second), lastCode(one))).toBe("approved");
  });

  it("does not bring back one that was replaced before it", async () => {
    const one = stub("one", [accepted("1"), accepted("2"), rejected("auth")]);
    const { otp, advance } = openOtp([one]);
    const first = ticketOf(await otp.start({ to }));
    const code = lastCode(one);
    advance(afterCoolDown);
    const second = ticketOf(await otp.start({ to }));
    const newer = lastCode(one);
    advance(afterCoolDown);
    await otp.start({ to });
    expect(await otp.check(first, code)).toBe("expired");
    expect(await otp.check(second, newer)).toBe("approved");
  });

  it("does not bring back one that has expired", async () => {
    const one = stub("one", [accepted("1"), rejected("auth")]);
    const { otp, advance } = openOtp([one], { options: { expiresInMinutes: 1 } });
    const ticket = ticketOf(await otp.start({ to }));
    const code = lastCode(one);
    advance(afterCoolDown);
    await otp.start({ to });
    advance(afterCoolDown);
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("leaves the code of a provider's own service valid as well", async () => {
    const one = service("one", [accepted("1"), rejected("auth")]);
    const { otp, advance } = openOtp([one]);
    const ticket = ticketOf(await otp.start({ to }));
    advance(afterCoolDown);
    await otp.start({ to });
    expect(await otp.check(ticket, "123456")).toBe("approved");
    expect(one.guessed).toHaveLength(1);
  });

  it("leaves no code valid when the store cannot record the rejection", async () => {
    const store = memoryOtpStore();
    let broken = false;
    const put: typeof store.put = (key, ...rest) =>
      broken && key.includes(":rejected:") ? Promise.reject(new Error("down")) : store.put(key, ...rest);
    const one = stub("one", [accepted("1"), rejected("auth")]);
    const { otp } = openOtp([one], { options: { resendAfterSeconds: 0 }, store: { ...store, put } });
    const ticket = ticketOf(await otp.start({ to }));
    const code = lastCode(one);
    broken = true;
    expect(await otp.start({ to })).toMatchObject({ status: "rejected", error: { code: "auth" } });
    expect(await otp.check(ticket, code)).toBe("expired");
  });
});
