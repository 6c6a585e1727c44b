import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stub } from "../stub-provider.ts";
import { lastCode, openOtp, otherNumber, to, wrongCode } from "./setup.ts";

/** Web Crypto that records the codes it compares: everything verified that is not a ticket. */
function countingCrypto() {
  const { subtle } = globalThis.crypto;
  const compared: string[] = [];
  const counting = Object.assign(Object.create(subtle) as SubtleCrypto, {
    importKey: subtle.importKey.bind(subtle),
    sign: subtle.sign.bind(subtle),
    digest: subtle.digest.bind(subtle),
    verify: (...args: Parameters<SubtleCrypto["verify"]>) => {
      const text = new TextDecoder().decode(args[3]);
      if (text !== "ticket") compared.push(text);
      return subtle.verify(...args);
    },
  });
  const getRandomValues = globalThis.crypto.getRandomValues.bind(globalThis.crypto);
  return { compared, crypto: { getRandomValues, subtle: counting } };
}

describe("rule 9, OTP: guesses are limited", () => {
  it.each([1, 5, 10])("to %i per code; after that even the right one is not compared", async (attempts) => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openOtp([one], { crypto, options: { maxAttempts: attempts } });
    const ticket = await ticketFor();
    const code = lastCode(one);
    for (let guess = 0; guess < attempts; guess++) expect(await otp.check(ticket, wrongCode(code))).toBe("wrong");
    expect(await otp.check(ticket, wrongCode(code))).toBe("too-many-attempts");
    expect(await otp.check(ticket, code)).toBe("too-many-attempts");
    expect(compared).toHaveLength(attempts);
  });

  it("of a hundred wrong ones at the same moment, only five are compared", async () => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openOtp([one], { crypto });
    const ticket = await ticketFor();
    const wrong = wrongCode(lastCode(one));
    const results = await Promise.all(Array.from({ length: 100 }, () => otp.check(ticket, wrong)));
    expect(results.filter((result) => result === "wrong")).toHaveLength(5);
    expect(results.filter((result) => result === "too-many-attempts")).toHaveLength(95);
    expect(compared).toHaveLength(5);
  });

  it("of a hundred right ones at the same moment, only one is approved", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openOtp([one]);
    const ticket = await ticketFor();
    const results = await Promise.all(Array.from({ length: 100 }, () => otp.check(ticket, lastCode(one))));
    expect(results.filter((result) => result === "approved")).toHaveLength(1);
    expect(results.filter((result) => result === "expired")).toHaveLength(4);
  });

  it("in any order and at any time: a code is approved only within the first five", async () => {
    const guesses = fc.array(fc.record({ right: fc.boolean(), wait: fc.nat({ max: 300_000 }) }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(guesses, async (plan) => {
        const one = stub("one");
        const { otp, advance, now, ticketFor } = openOtp([one]);
        const ticket = await ticketFor();
        const code = lastCode(one);
        let approved = false;
        for (const [index, { right, wait }] of plan.entries()) {
          advance(wait);
          const result = await otp.check(ticket, right ? code : wrongCode(code));
          if (now() >= Date.parse(ticket.expiresAt)) expect(result).toBe("expired");
          else if (index >= 5) expect(result).toBe("too-many-attempts");
          else if (!right) expect(result).toBe("wrong");
          else expect(result).toBe(approved ? "expired" : "approved");
          approved ||= result === "approved";
        }
      }),
      { numRuns: 60 },
    );
  });

  it("start again at zero for a new code", async () => {
    const one = stub("one");
    const { otp, advance, ticketFor } = openOtp([one], { options: { maxAttempts: 1 } });
    const first = await ticketFor();
    expect(await otp.check(first, wrongCode(lastCode(one)))).toBe("wrong");
    advance(30_000);
    expect(await otp.check(await ticketFor(), lastCode(one))).toBe("approved");
  });
});

describe("rule 9, OTP: a forged or foreign ticket", () => {
  it("gives expired, and costs the recipient no guess", async () => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openOtp([one], { crypto });
    const ticket = await ticketFor();
    const code = lastCode(one);
    const forged = [
      { ...ticket, id: ticket.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")) },
      { ...ticket, id: "0".repeat(32) },
      { ...ticket, id: `${ticket.id}0` },
      { ...ticket, id: "x" },
      { ...ticket, id: "__proto__" },
      { ...ticket, to: otherNumber as typeof ticket.to },
    ];
    for (const each of forged) {
      expect(await otp.check(each, code)).toBe("expired");
      expect(await otp.check(each, wrongCode(code))).toBe("expired");
    }
    expect(compared).toEqual([]);
    expect(await otp.check(ticket, code)).toBe("approved");
  });

  it("cannot extend its time or name another provider", async () => {
    const one = stub("one");
    const { otp, advance, ticketFor } = openOtp([one]);
    const ticket = await ticketFor();
    advance(600_000);
    const longer = { ...ticket, expiresAt: "2099-01-01T00:00:00.000Z", provider: "two" };
    expect(await otp.check(longer, lastCode(one))).toBe("expired");
  });

  it("of another number does not work for this one, with either code", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openOtp([one]);
    const own = await ticketFor();
    const ownCode = lastCode(one);
    const other = await ticketFor(otherNumber);
    expect(await otp.check({ ...own, to: other.to }, ownCode)).toBe("expired");
    expect(await otp.check({ ...other, to: own.to }, ownCode)).toBe("expired");
  });
});

describe("bad input to check throws and costs no guess", () => {
  it.each([
    ["code", "12345a"],
    ["code", ""],
    ["code", "123"],
    ["code", "1234567890"],
    ["code", " 123456"],
    ["code", "123456\n"],
    ["code", "١٢٣٤٥٦"],
    ["code", 123_456],
    ["code", undefined],
    ["code", ["123456"]],
  ])("%s %j", async (field, guess) => {
    const one = stub("one");
    const { otp, ticketFor } = openOtp([one], { options: { maxAttempts: 1 } });
    const ticket = await ticketFor();
    const error = await otp.check(ticket, guess as string).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field });
    if (String(guess).trim().length > 2) expect(`${error}${JSON.stringify(error)}`).not.toContain(String(guess).trim());
    expect(await otp.check(ticket, lastCode(one))).toBe("approved");
  });

  it.each([
    ["ticket", undefined],
    ["ticket", null],
    ["ticket", "0".repeat(32)],
    ["ticket.id", { to }],
    ["ticket.id", { id: "", to }],
    ["ticket.id", { id: 7, to }],
    ["ticket.to", { id: "0".repeat(32) }],
    ["ticket.to", { id: "0".repeat(32), to: "0712345678" }],
    ["ticket.to", { id: "0".repeat(32), to: [to] }],
  ])("%s %j", async (field, ticket) => {
    const { otp } = openOtp([stub("one")]);
    const error = await otp.check(ticket as never, "123456").catch((reason: Error) => reason);
    expect(isSmsError(error)).toBe(true);
    expect(error).toMatchObject({ code: "bad-request", field });
    expect(`${error}${JSON.stringify(error)}`).not.toMatch(/712345678|0{32}/);
  });
});
