import { describe, expect, it } from "vitest";
import { memoryOtpStore } from "../../src/index.ts";
import { accepted, notAccepted, stub, unknown } from "../stub-provider.ts";
import { codeAt, openDesk, service, ticketOf, to } from "./setup.ts";

const cooled = 31_000;

describe("rule 9, OTP: a code that was provably not sent", () => {
  it("leaves the one before it good", async () => {
    const one = stub("one", [accepted("1"), notAccepted("insufficient-balance")]);
    const { otp, pass } = openDesk([one]);
    const ticket = ticketOf(await otp.start({ to }));
    const code = codeAt(one);
    pass(cooled);
    expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
    expect(await otp.check(ticket, code)).toBe("approved");
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("leaves it good however often that happens, until another one may have been sent", async () => {
    const refused = notAccepted("insufficient-balance");
    const one = stub("one", [accepted("1"), refused, refused, unknown("timeout")]);
    const { otp, pass } = openDesk([one]);
    const first = ticketOf(await otp.start({ to }));
    const code = codeAt(one);
    for (const _ of [1, 2]) {
      pass(cooled);
      expect(await otp.start({ to })).toMatchObject({ status: "rejected" });
      expect(await otp.check(first, "000000")).toBe("wrong");
    }
    pass(cooled);
    const second = await otp.start({ to });
    expect(second).toMatchObject({ status: "unknown" });
    expect(await otp.check(first, code)).toBe("expired");
    expect(await otp.check(ticketOf(second), codeAt(one))).toBe("approved");
  });

  it("does not bring back one that was replaced before it", async () => {
    const one = stub("one", [accepted("1"), accepted("2"), notAccepted("auth")]);
    const { otp, pass } = openDesk([one]);
    const first = ticketOf(await otp.start({ to }));
    const code = codeAt(one);
    pass(cooled);
    const second = ticketOf(await otp.start({ to }));
    const newer = codeAt(one);
    pass(cooled);
    await otp.start({ to });
    expect(await otp.check(first, code)).toBe("expired");
    expect(await otp.check(second, newer)).toBe("approved");
  });

  it("is worth nothing itself, and brings none back that has run out", async () => {
    const one = stub("one", [accepted("1"), notAccepted("auth")]);
    const { otp, pass } = openDesk([one], { options: { expiresInMinutes: 1 } });
    const ticket = ticketOf(await otp.start({ to }));
    const code = codeAt(one);
    pass(cooled);
    await otp.start({ to });
    pass(cooled);
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("leaves the code of a provider's own service good as well", async () => {
    const one = service("one", [accepted("1"), notAccepted("auth")]);
    const { otp, pass } = openDesk([one]);
    const ticket = ticketOf(await otp.start({ to }));
    pass(cooled);
    await otp.start({ to });
    expect(await otp.check(ticket, "123456")).toBe("approved");
    expect(one.guessed).toHaveLength(1);
  });

  it("leaves no code good when the store cannot take note of it", async () => {
    const store = memoryOtpStore();
    let broken = false;
    const put: typeof store.put = (key, ...rest) =>
      broken && key.includes(":unsent:") ? Promise.reject(new Error("down")) : store.put(key, ...rest);
    const one = stub("one", [accepted("1"), notAccepted("auth")]);
    const { otp } = openDesk([one], { options: { resendAfterSeconds: 0 }, store: { ...store, put } });
    const ticket = ticketOf(await otp.start({ to }));
    const code = codeAt(one);
    broken = true;
    expect(await otp.start({ to })).toMatchObject({ status: "rejected", error: { code: "auth" } });
    expect(await otp.check(ticket, code)).toBe("expired");
  });
});
