import { SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { vavasms } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";
import { lastCode, openOtp, recordingStore, service, ticketOf, to } from "./setup.ts";

const guess = "123456";

describe("rule 9, OTP: a provider with a service of its own", () => {
  it("makes the code when it is the route, with the default length and minutes and its own text", async () => {
    const own = service("own");
    const { otp } = openOtp([own, stub("two")]);
    expect(await otp.start({ to })).toMatchObject({ status: "sent", ticket: { provider: "own", to } });
    expect(own.started).toEqual([{ to, senderId: undefined, text: undefined, codeLength: 6, expiresInMinutes: 10 }]);
    expect(own.requests).toEqual([]);
  });

  it("gets the text, the sender and the options", async () => {
    const own = service("own");
    const options = { text: "{code} for you", codeLength: 4, expiresInMinutes: 3, resendAfterSeconds: 0 };
    const { otp } = openOtp([own], { options });
    await otp.start({ to });
    await otp.start({ to, text: "Yours: {code}", senderId: "Brand" });
    expect(own.started).toMatchObject([
      { text: "{code} for you", codeLength: 4, expiresInMinutes: 3 },
      { text: "Yours: {code}", senderId: "Brand" },
    ]);
  });

  it("checks the code, and its answer is returned", async () => {
    const own = service("own", [accepted("OTP-1")], ["wrong", "expired", "approved"]);
    const { otp, ticketFor } = openOtp([own]);
    const ticket = await ticketFor();
    const results = [await otp.check(ticket, guess), await otp.check(ticket, "4821"), await otp.check(ticket, guess)];
    expect(results).toEqual(["wrong", "expired", "approved"]);
    expect(own.guessed).toEqual([
      { to, code: guess },
      { to, code: "4821" },
      { to, code: guess },
    ]);
  });

  it("is asked about five guesses and no more, even when a hundred come at once", async () => {
    const own = service("own", [accepted("OTP-1")], ["wrong"]);
    const { otp, ticketFor } = openOtp([own]);
    const ticket = await ticketFor();
    const results = await Promise.all(Array.from({ length: 100 }, () => otp.check(ticket, guess)));
    expect(results.filter((result) => result === "too-many-attempts")).toHaveLength(95);
    expect(own.guessed).toHaveLength(5);
  });

  it("approves one of many right guesses, although it would approve each", async () => {
    const own = service("own");
    const { otp, ticketFor } = openOtp([own]);
    const ticket = await ticketFor();
    const results = await Promise.all(Array.from({ length: 4 }, () => otp.check(ticket, guess)));
    expect(results.sort()).toEqual(["approved", "expired", "expired", "expired"]);
  });

  it("is not asked about a ticket that is forged, expired or replaced", async () => {
    const own = service("own");
    const { otp, advance, ticketFor } = openOtp([own]);
    const first = await ticketFor();
    advance(30_000);
    const second = await ticketFor();
    expect(await otp.check(first, guess)).toBe("expired");
    expect(await otp.check({ ...second, id: "0".repeat(32) }, guess)).toBe("expired");
    advance(600_000);
    expect(await otp.check(second, guess)).toBe("expired");
    expect(own.guessed).toEqual([]);
  });

  it("makes the check reject when it fails, and the guess counts", async () => {
    const failure = new SmsError("own: HTTP 503.", {
      code: "provider-down",
      mayHaveBeenSent: true,
      provider: "own",
    });
    const own = service("own", [accepted("OTP-1")], [failure, new Error("a bug in the adapter"), "approved"]);
    const { otp, ticketFor } = openOtp([own], { options: { maxAttempts: 2 } });
    const ticket = await ticketFor();
    await expect(otp.check(ticket, guess)).rejects.toMatchObject({ code: "provider-down" });
    await expect(otp.check(ticket, guess)).rejects.toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
    });
    expect(await otp.check(ticket, guess)).toBe("too-many-attempts");
  });

  it("leaves its codes expired when it is no longer configured", async () => {
    const { store } = recordingStore();
    const ticket = await openOtp([service("own")], { store }).ticketFor();
    expect(await openOtp([stub("one")], { store }).otp.check(ticket, guess)).toBe("expired");
    expect(await openOtp([stub("own")], { store }).otp.check(ticket, guess)).toBe("expired");
  });
});

describe("rules 2 to 4, a service and other providers", () => {
  it("after a proven rejection by the service, the next provider sends a code of polysms", async () => {
    const own = service("own", [rejected("insufficient-balance")]);
    const two = stub("two");
    const { otp } = openOtp([own, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({
      status: "sent",
      ticket: { provider: "two" },
      attempts: [
        { provider: "own", status: "rejected", code: "insufficient-balance" },
        { provider: "two", status: "accepted" },
      ],
    });
    expect(own.requests).toEqual([]);
    expect(await otp.check(ticketOf(started), lastCode(two))).toBe("approved");
    expect(own.guessed).toEqual([]);
  });

  it.each(["invalid-recipient", "bad-request", "content-blocked"] as const)(
    "a rejection that is about the message ends it: %s",
    async (code) => {
      const two = stub("two");
      const started = await openOtp([service("own", [rejected(code)]), two]).otp.start({ to });
      expect(started).toMatchObject({ status: "rejected", error: { code } });
      expect(two.requests).toEqual([]);
    },
  );

  it("a service that may have sent a code ends it, and its code can be checked", async () => {
    const own = service("own", [unknown("timeout")]);
    const two = stub("two");
    const { otp } = openOtp([own, two]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", ticket: { provider: "own" }, error: { code: "timeout" } });
    expect(two.requests).toEqual([]);
    expect(await otp.check(ticketOf(started), guess)).toBe("approved");
  });

  it("a service that throws, which it must not do, may have sent a code", async () => {
    const own = service("own");
    const start = () => Promise.reject(new Error("a bug in the adapter"));
    const two = stub("two");
    const started = await openOtp([{ ...own, can: { otp: { ...own.can.otp, start } } }, two]).otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", ticket: { provider: "own" } });
    expect(two.requests).toEqual([]);
  });

  it("a service takes over from another provider with its own code, and the code of the rejected text is not valid", async () => {
    const one = stub("one", [rejected("network")]);
    const own = service("own", [accepted("OTP-1")], ["wrong"]);
    const { otp } = openOtp([one, own]);
    const started = await otp.start({ to });
    expect(started).toMatchObject({ status: "sent", ticket: { provider: "own" } });
    expect(await otp.check(ticketOf(started), lastCode(one))).toBe("wrong");
    expect(own.guessed).toHaveLength(1);
  });

  it("via a provider without a service sends a code of polysms", async () => {
    const own = service("own");
    const two = stub("two");
    const { otp } = openOtp([own, two]);
    const started = await otp.start({ to, via: "two" });
    expect(own.started).toEqual([]);
    expect(await otp.check(ticketOf(started), lastCode(two))).toBe("approved");
  });
});

it("VavaSMS sends and checks its own code where it is the route", async () => {
  const bodies: string[] = [];
  const provider = vavasms({
    username: "account@example.com",
    password: "password",
    senderId: "CompanyName",
    fetch: async (request) => {
      bodies.push(`${new URL(request.url).pathname}?${await request.text()}`);
      const data = bodies.length === 1 ? { message_id: "OTP-1" } : { status: "success" };
      return Response.json({ code: 0, message: "OPERATION_SUCCES", data });
    },
  });
  const { otp } = openOtp([provider]);
  const ticket = ticketOf(await otp.start({ to: "+2250708091011", text: "Le code : {code}" }));
  expect(await otp.check(ticket, "004217")).toBe("approved");
  const [sent, checked] = bodies.map((body) => Object.fromEntries(new URLSearchParams(body.split("?")[1])));
  expect(sent).toMatchObject({
    phone: "2250708091011",
    otp_length: "6",
    otp_expiry: "10",
    message: "Le code : ##OTP##",
  });
  expect(checked).toMatchObject({ phone: "2250708091011", otp: "004217" });
});
