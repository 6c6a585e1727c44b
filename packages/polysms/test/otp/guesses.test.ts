import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stub } from "../stub-provider.ts";
import { codeAt, openDesk, otherNumber, otherThan, to } from "./setup.ts";

/** Web Crypto that counts how many codes are compared: whatever is verified that is not a ticket. */
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
  it.each([1, 5, 10])("to %i at one code, after which the right one is not looked at either", async (attempts) => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openDesk([one], { crypto, options: { maxAttempts: attempts } });
    const ticket = await ticketFor();
    const code = codeAt(one);
    for (let guess = 0; guess < attempts; guess++) expect(await otp.check(ticket, otherThan(code))).toBe("wrong");
    expect(await otp.check(ticket, otherThan(code))).toBe("too-many-attempts");
    expect(await otp.check(ticket, code)).toBe("too-many-attempts");
    expect(compared).toHaveLength(attempts);
  });

  it("of a hundred wrong ones at the same moment, five are compared", async () => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openDesk([one], { crypto });
    const ticket = await ticketFor();
    const wrong = otherThan(codeAt(one));
    const results = await Promise.all(Array.from({ length: 100 }, () => otp.check(ticket, wrong)));
    expect(results.filter((result) => result === "wrong")).toHaveLength(5);
    expect(results.filter((result) => result === "too-many-attempts")).toHaveLength(95);
    expect(compared).toHaveLength(5);
  });

  it("of a hundred right ones at the same moment, one is approved", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openDesk([one]);
    const ticket = await ticketFor();
    const results = await Promise.all(Array.from({ length: 100 }, () => otp.check(ticket, codeAt(one))));
    expect(results.filter((result) => result === "approved")).toHaveLength(1);
    expect(results.filter((result) => result === "expired")).toHaveLength(4);
  });

  it("whatever is guessed in whatever order and at whatever time, a code is approved only within the first five", async () => {
    const guesses = fc.array(fc.record({ right: fc.boolean(), wait: fc.nat({ max: 300_000 }) }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(guesses, async (plan) => {
        const one = stub("one");
        const { otp, pass, now, ticketFor } = openDesk([one]);
        const ticket = await ticketFor();
        const code = codeAt(one);
        let approved = false;
        for (const [index, { right, wait }] of plan.entries()) {
          pass(wait);
          const result = await otp.check(ticket, right ? code : otherThan(code));
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

  it("at a new code begin anew", async () => {
    const one = stub("one");
    const { otp, pass, ticketFor } = openDesk([one], { options: { maxAttempts: 1 } });
    const first = await ticketFor();
    expect(await otp.check(first, otherThan(codeAt(one)))).toBe("wrong");
    pass(30_000);
    expect(await otp.check(await ticketFor(), codeAt(one))).toBe("approved");
  });
});

describe("rule 9, OTP: a ticket that is not ours", () => {
  it("has expired, and costs the owner no guess", async () => {
    const one = stub("one");
    const { compared, crypto } = countingCrypto();
    const { otp, ticketFor } = openDesk([one], { crypto });
    const ticket = await ticketFor();
    const code = codeAt(one);
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
      expect(await otp.check(each, otherThan(code))).toBe("expired");
    }
    expect(compared).toEqual([]);
    expect(await otp.check(ticket, code)).toBe("approved");
  });

  it("cannot make itself last longer or belong to another provider", async () => {
    const one = stub("one");
    const { otp, pass, ticketFor } = openDesk([one]);
    const ticket = await ticketFor();
    pass(600_000);
    const longer = { ...ticket, expiresAt: "2099-01-01T00:00:00.000Z", provider: "two" };
    expect(await otp.check(longer, codeAt(one))).toBe("expired");
  });

  it("of another number does not open this one, with either code", async () => {
    const one = stub("one");
    const { otp, ticketFor } = openDesk([one]);
    const mine = await ticketFor();
    const myCode = codeAt(one);
    const theirs = await ticketFor(otherNumber);
    expect(await otp.check({ ...mine, to: theirs.to }, myCode)).toBe("expired");
    expect(await otp.check({ ...theirs, to: mine.to }, myCode)).toBe("expired");
  });
});

describe("what is no guess at all is refused and costs none", () => {
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
    const { otp, ticketFor } = openDesk([one], { options: { maxAttempts: 1 } });
    const ticket = await ticketFor();
    const error = await otp.check(ticket, guess as string).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field });
    if (String(guess).trim().length > 2) expect(`${error}${JSON.stringify(error)}`).not.toContain(String(guess).trim());
    expect(await otp.check(ticket, codeAt(one))).toBe("approved");
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
    const { otp } = openDesk([stub("one")]);
    const error = await otp.check(ticket as never, "123456").catch((reason: Error) => reason);
    expect(isSmsError(error)).toBe(true);
    expect(error).toMatchObject({ code: "bad-request", field });
    expect(`${error}${JSON.stringify(error)}`).not.toMatch(/712345678|0{32}/);
  });
});
