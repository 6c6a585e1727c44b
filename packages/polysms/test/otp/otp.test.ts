import { describe, expect, it } from "vitest";
import { accepted, notAccepted, stub, unknown } from "../stub-provider.ts";
import { begin, codeAt, openDesk, openStore, otherNumber, otherThan, ticketOf, to } from "./setup.ts";

const minute = 60_000;

describe("rule 9, OTP for every provider: a code", () => {
  it("goes out as a text with six digits, is approved when typed in, and only once", async () => {
    const one = stub("one");
    const { otp } = openDesk([one]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "sent", attempts: [{ provider: "one", status: "accepted" }] });
    expect(one.requests).toMatchObject([{ to: [to], text: expect.stringMatching(/^\d{6} is your code\.$/) }]);
    const ticket = ticketOf(started);
    const code = codeAt(one);
    expect(await otp.check(ticket, otherThan(code))).toBe("wrong");
    expect(await otp.check(ticket, code)).toBe("approved");
    expect(await otp.check(ticket, code)).toBe("expired");
  });

  it("comes with a ticket of plain data that survives JSON and holds neither the code nor a hash", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openDesk([one]);
    const ticket = await ticketFor();
    expect({ ...ticket }).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      provider: "one",
      to,
      expiresAt: new Date(begin + 10 * minute).toISOString(),
    });
    expect(await otp.check(JSON.parse(JSON.stringify(ticket)), codeAt(one))).toBe("approved");
  });

  it("is written into the text of the options or of the request, wherever {code} stands, with sender and options", async () => {
    const one = stub("one");
    const { otp } = openDesk([one], { options: { text: "Code: {code}. Again: {code}", codeLength: 8 } });
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

  it("runs out after ten minutes, to the millisecond, or after as many as told", async () => {
    for (const [options, minutes] of [
      [{}, 10],
      [{ expiresInMinutes: 3 }, 3],
    ] as const) {
      const one = stub("one");
      const { otp, pass, ticketFor } = openDesk([one], { options });
      const early = await ticketFor();
      pass(minutes * minute - 1);
      expect(await otp.check(early, codeAt(one))).toBe("approved");
      const late = await ticketFor();
      pass(minutes * minute);
      expect(await otp.check(late, codeAt(one))).toBe("expired");
    }
  });

  it("runs out by our clock even in a store that forgets nothing", async () => {
    const { store } = openStore();
    const one = stub("one");
    const { otp, pass, ticketFor } = openDesk([one], { store });
    const ticket = await ticketFor();
    pass(10 * minute);
    expect(await otp.check(ticket, codeAt(one))).toBe("expired");
  });

  it("makes the code before it worthless", async () => {
    const one = stub("one");
    const { otp, pass, ticketFor } = openDesk([one]);
    const first = await ticketFor();
    const firstCode = codeAt(one);
    pass(30_000);
    const second = await ticketFor();
    expect(await otp.check(first, firstCode)).toBe("expired");
    expect(await otp.check(first, codeAt(one))).toBe("expired");
    expect(await otp.check(second, codeAt(one))).toBe("approved");
  });

  it("stays good when an older, slower start comes through after it", async () => {
    const asked = gate();
    const answered = gate();
    const slow = stub("slow", [
      async (message) => {
        asked.open();
        await answered.opened;
        return { verdicts: message.to.map(() => notAccepted("auth")) };
      },
      accepted("fast"),
    ]);
    const two = stub("two");
    const { otp, pass, ticketFor } = openDesk([slow, two]);
    const older = otp.start({ to });
    await asked.opened;
    pass(30_000);
    const newer = await ticketFor();
    const newerCode = codeAt(slow);
    answered.open();
    const overtaken = ticketOf(await older);
    expect(await otp.check(overtaken, codeAt(two))).toBe("expired");
    expect(await otp.check(newer, newerCode)).toBe("approved");
  });
});

describe("rules 2 to 4, what became of the code", () => {
  it("is sent to the next provider after a proven refusal, the same code, and the ticket names who took it", async () => {
    const one = stub("one", [notAccepted("insufficient-balance")]);
    const two = stub("two");
    const { otp } = openDesk([one, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "sent", ticket: { provider: "two" } });
    expect(codeAt(one)).toBe(codeAt(two));
    expect(await otp.check(ticketOf(started), codeAt(two))).toBe("approved");
  });

  it("is unknown with a ticket that works when a provider may have taken it, and nobody else is asked", async () => {
    const one = stub("one", [unknown("timeout")]);
    const two = stub("two");
    const { otp } = openDesk([one, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", error: { code: "timeout" }, ticket: { provider: "one" } });
    expect(two.requests).toEqual([]);
    expect(await otp.check(ticketOf(started), codeAt(one))).toBe("approved");
  });

  it("is rejected without a ticket when nobody took it", async () => {
    const one = stub("one", [notAccepted("auth")]);
    const two = stub("two", [notAccepted("invalid-recipient")]);
    const started = await openDesk([one, two]).otp.start({ to });
    expect(started).toMatchObject({
      status: "rejected",
      error: { code: "invalid-recipient", mayHaveBeenSent: false },
      attempts: [{ provider: "one" }, { provider: "two" }],
    });
    expect(started).not.toHaveProperty("ticket");
  });

  it("is sent through one provider alone with via", async () => {
    const one = stub("one");
    const two = stub("two", [notAccepted("auth")]);
    expect(await openDesk([one, two]).otp.start({ to, via: "two" })).toMatchObject({ status: "rejected" });
    expect(one.requests).toEqual([]);
  });

  it("is rejected when the route has nobody for the number, and when the caller has given up before", async () => {
    const one = stub("one");
    expect(await openDesk([one], { providersFor: () => [] }).otp.start({ to })).toMatchObject({
      status: "rejected",
      error: { code: "route-unavailable" },
    });
    expect(await openDesk([one]).otp.start({ to }, { signal: AbortSignal.abort() })).toMatchObject({
      status: "rejected",
      error: { code: "aborted" },
    });
    expect(one.requests).toEqual([]);
  });

  it("rule 14, guard: is rejected where the guard drops it, and belongs to the number it was sent to instead", async () => {
    const one = stub("one");
    const dropped = await openDesk([one], { guard: { allow: [], otherwise: "drop" } }).otp.start({ to });
    expect(dropped).toMatchObject({ status: "rejected", error: { mayHaveBeenSent: false } });
    expect(one.requests).toEqual([]);
    const { otp } = openDesk([one], { guard: { allow: [], otherwise: otherNumber } });
    const ticket = ticketOf(await otp.start({ to }));
    expect(ticket.to).toBe(otherNumber);
    expect(await otp.check(ticket, codeAt(one))).toBe("approved");
  });
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
