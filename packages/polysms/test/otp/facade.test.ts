import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { rejected, stub } from "../stub-provider.ts";
import { lastCode, service, ticketOf, to } from "./setup.ts";

describe("rule 9, OTP for every provider: sms.otp", () => {
  it("uses the facade's route, with failover", async () => {
    const own = service("own", [rejected("auth")]);
    const two = stub("two");
    const sms = createSms({ providers: [own, two], route: failover("own", "two") });
    const started = await sms.otp.start({ to });
    expect(started).toMatchObject({ status: "sent", ticket: { provider: "two" } });
    expect(own.started).toHaveLength(1);
    const ticket = ticketOf(started);
    expect(Math.abs(Date.parse(ticket.expiresAt) - Date.now() - 600_000)).toBeLessThan(60_000);
    expect(await sms.otp.check(ticket, lastCode(two))).toBe("approved");
    expect(inspect([sms, started], { depth: 9, showHidden: true })).not.toContain("712345678");
  });

  it("calls the hooks, and obeys the guard", async () => {
    const events: unknown[] = [];
    const one = stub("one");
    const sms = createSms({
      providers: [one],
      hooks: [{ onOutcome: (event) => events.push(event) }],
      guard: { allow: [to], otherwise: "throw" },
    });
    await sms.otp.start({ to });
    expect(events).toMatchObject([{ status: "accepted", provider: "one" }]);
    await expect(sms.otp.start({ to: "+254700000009" })).rejects.toMatchObject({ field: "to" });
    expect(one.requests).toHaveLength(1);
  });

  it("takes its options from the facade, which checks them at once", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], otp: { codeLength: 8, text: "Yours: {code}" } });
    await sms.otp.start({ to });
    expect(one.requests[0]?.text).toMatch(/^Yours: \d{8}$/);
    expect(() => createSms({ providers: [one], otp: { codeLength: 3 } })).toThrow(/otp\.codeLength/);
  });
});
