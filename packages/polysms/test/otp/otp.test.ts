import { describe, expect, it } from "vitest";
import { deferred } from "../deferred.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";
import { lastCode, openOtp, otherNumber, recordingStore, startTime, ticketOf, to, wrongCode } from "./setup.ts";

const minute = 60_000;

describe("rule 9, OTP for every provider: a code", () => {
  it("is sent as a text with six digits, and is approved once", async () => {
    const one = stub("one");
    const { otp } = openOtp([one]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "sent", attempts: [{ provider: "one", status: "accepted" }] });
    expect(one.requests).toMatchObject([{ to: [to], text: expect.stringMatching(/^\d{6} is your code\.$/) }]);
    const ticket = ticketOf(started);
    const code = lastCode(one);
    expect(await otp.check(ticket, wrongCode(code))).toBe("wrong");
    expect(await otp.check(ticket, code)).toBe("approved");
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("comes with a ticket of plain data that survives JSON and contains neither the code nor a hash", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openOtp([one]);
    const ticket = await ticketFor();
    expect({ ...ticket }).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      provider: "one",
      to,
      expiresAt: new Date(startTime + 10 * minute).toISOString(),
    });
    expect(await otp.check(JSON.parse(JSON.stringify(ticket)), lastCode(one))).toBe("approved");
  });

  it("replaces {code} in the text of the options or of the request, with sender and options", async () => {
    const one = stub("one");
    const { otp } = openOtp([one], { options: { text: "Code: {code}. Again: {code}", codeLength: 8 } });
    await otp.start({ to });
    expect(one.requests.at(-1)?.text).toMatch(/^Code: (\d{8})\. Again: \1$/);
    await otp.start({
      to: otherNumber,
      text: "{code}!",
      senderId: "Brand",
      options: { one: { route: "OTP" } as never },
    });
    expect(one.requests.at(-1)).toMatchObject({ senderId: "Brand", options: { route: "OTP" } });
    expect(one.requests.at(-1)?.text).toMatch(/^\d{8}!$/);
  });

  it("expires after ten minutes, to the millisecond, or after expiresInMinutes", async () => {
    for (const [options, minutes] of [
      [{}, 10],
      [{ expiresInMinutes: 3 }, 3],
    ] as const) {
      const one = stub("one");
      const { otp, advance, ticketFor } = openOtp([one], { options });
      const early = await ticketFor();
      advance(minutes * minute - 1);
      expect(await otp.check(early, lastCode(one))).toBe("approved");
      const late = await ticketFor();
      advance(minutes * minute);
      expect(await otp.check(late, lastCode(one))).toBe("expired");
    }
  });

  it("expires by the clock of polysms even in a store that forgets nothing", async () => {
    const { store } = recordingStore();
    const one = stub("one");
    const { otp, advance, ticketFor } = openOtp([one], { store });
    const ticket = await ticketFor();
    advance(10 * minute);
    expect(await otp.check(ticket, lastCode(one))).toBe("expired");
  });

  it("makes the code before it invalid", async () => {
    const one = stub("one");
    const { otp, advance, ticketFor } = openOtp([one]);
    const first = await ticketFor();
    const firstCode = lastCode(one);
    advance(30_000);
    const second = await ticketFor();
    expect(await otp.check(first, firstCode)).toBe("expired");
    expect(await otp.check(first, lastCode(one))).toBe("expired");
    expect(await otp.check(second, lastCode(one))).toBe("approved");
  });

  it("stays valid when an older, slower start finishes after it", async () => {
    const asked = deferred();
    const answered = deferred();
    const slow = stub("slow", [
      async (message) => {
        asked.resolve();
        await answered.promise;
        return { verdicts: message.to.map(() => rejected("auth")) };
      },
      accepted("fast"),
    ]);
    const two = stub("two");
    const { otp, advance, ticketFor } = openOtp([slow, two]);
    const older = otp.start({ to });
    await asked.promise;
    advance(30_000);
    const newer = await ticketFor();
    const newerCode = lastCode(slow);
    answered.resolve();
    const overtaken = ticketOf(await older);
    expect(await otp.check(overtaken, lastCode(two))).toBe("expired");
    expect(await otp.check(newer, newerCode)).toBe("approved");
  });
});

describe("rules 2 to 4, a code that is accepted, rejected or unknown", () => {
  it("is sent through the next provider after a proven rejection, and the ticket names the provider that took it", async () => {
    const one = stub("one", [rejected("insufficient-balance")]);
    const two = stub("two");
    const { otp } = openOtp([one, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "sent", ticket: { provider: "two" } });
    expect(lastCode(one)).toBe(lastCode(two));
    expect(await otp.check(ticketOf(started), lastCode(two))).toBe("approved");
  });

  it("is unknown with a working ticket when a provider may have taken it, and no other provider is asked", async () => {
    const one = stub("one", [unknown("timeout")]);
    const two = stub("two");
    const { otp } = openOtp([one, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", error: { code: "timeout" }, ticket: { provider: "one" } });
    expect(two.requests).toEqual([]);
    expect(await otp.check(ticketOf(started), lastCode(one))).toBe("approved");
  });

  it("is rejected without a ticket when nobody took it", async () => {
    const one = stub("one", [rejected("auth")]);
    const two = stub("two", [rejected("invalid-recipient")]);
    const started = await openOtp([one, two]).otp.start({ to });
    expect(started).toMatchObject({
      status: "rejected",
      error: { code: "invalid-recipient", mayHaveBeenSent: false },
      attempts: [{ provider: "one" }, { provider: "two" }],
    });
    expect(started).not.toHaveProperty("ticket");
  });

  it("is sent only through the provider of via", async () => {
    const one = stub("one");
    const two = stub("two", [rejected("auth")]);
    expect(await openOtp([one, two]).otp.start({ to, via: "two" })).toMatchObject({ status: "rejected" });
    expect(one.requests).toEqual([]);
  });

  it("is rejected when the route has no provider for the number, and when the caller aborted before", async () => {
    const one = stub("one");
    expect(await openOtp([one], { providersFor: () => [] }).otp.start({ to })).toMatchObject({
      status: "rejected",
      error: { code: "route-unavailable" },
    });
    expect(await openOtp([one]).otp.start({ to }, { signal: AbortSignal.abort() })).toMatchObject({
      status: "rejected",
      error: { code: "aborted" },
    });
    expect(one.requests).toEqual([]);
  });

  it("rule 14, guard: is rejected when the guard drops it, and belongs to the number it was sent to instead", async () => {
    const one = stub("one");
    const dropped = await openOtp([one], { guard: { allow: [], otherwise: "drop" } }).otp.start({ to });
    expect(dropped).toMatchObject({ status: "rejected", error: { mayHaveBeenSent: false } });
    expect(one.requests).toEqual([]);
    const { otp } = openOtp([one], { guard: { allow: [], otherwise: otherNumber } });
    const ticket = ticketOf(await otp.start({ to }));
    expect(ticket.to).toBe(otherNumber);
    expect(await otp.check(ticket, lastCode(one))).toBe("approved");
  });
});
