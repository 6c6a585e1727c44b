import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashNumber, hmac, isHmacOf, randomDigits, randomId, webCrypto } from "../../src/otp/code.ts";

const { crypto } = globalThis;

/** Web Crypto with these random bytes. */
function withBytes(bytes: readonly number[]) {
  const left = [...bytes];
  const getRandomValues = <Target extends ArrayBufferView | null>(target: Target): Target => {
    if (!(target instanceof Uint8Array)) throw new Error("Only a Uint8Array can be filled.");
    if (left.length < target.length) throw new Error("There are no more bytes.");
    target.set(left.splice(0, target.length));
    return target;
  };
  return { getRandomValues, subtle: crypto.subtle, left };
}

function countDigits(text: string): number[] {
  return Array.from({ length: 10 }, (_, digit) => text.split(String(digit)).length - 1);
}

describe("rule 9, OTP: the digits of a code", () => {
  it("have the requested length, whatever the random bytes", () => {
    const bytes = fc.array(fc.nat({ max: 255 }), { minLength: 400, maxLength: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 9 }), bytes, (length, random) => {
        fc.pre(random.filter((byte) => byte < 250).length > 300);
        expect(randomDigits(length, withBytes(random))).toMatch(new RegExp(`^\\d{${length}}$`));
      }),
    );
  });

  it("are equally likely: of the 256 bytes each digit has 25, and six are thrown away", () => {
    const all = Array.from({ length: 256 }, (_, byte) => byte);
    const source = withBytes([...all.slice(250), ...all.slice(0, 250)]);
    // The first six bytes give nothing, so 250 digits need all of the 256.
    expect(countDigits(randomDigits(250, source))).toEqual(Array(10).fill(25));
    expect(source.left).toEqual([]);
  });

  it("show no bias: 200,000 of them are distributed evenly, in every place", () => {
    const codes = Array.from({ length: 25_000 }, () => randomDigits(8, crypto));
    const places = Array.from({ length: 8 }, (_, place) => codes.map((code) => code[place]).join(""));
    for (const text of [codes.join(""), ...places]) {
      const expected = text.length / 10;
      const chiSquare = countDigits(text).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // With nine degrees of freedom, chance exceeds 70 once in 10^11 times; a byte modulo ten exceeds it by far.
      expect(chiSquare).toBeLessThan(70);
    }
    expect(new Set(codes).size).toBeGreaterThan(24_980);
  });

  it("can start with zeros", () => {
    expect(randomDigits(6, withBytes([0, 10, 0, 4, 2, 240]))).toBe("000420");
  });
});

describe("rule 9, OTP: a seal", () => {
  it("is HMAC-SHA-256 keyed with the ticket's id", async () => {
    const known = await hmac("key", "The quick brown fox jumps over the lazy dog", crypto);
    expect(known).toBe("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  });

  it("matches its code and its id, and no other", async () => {
    const code = fc.stringMatching(/^\d{4,9}$/);
    await fc.assert(
      fc.asyncProperty(code, code, fc.boolean(), async (made, tried, sameId) => {
        const id = randomId(crypto);
        const sealed = await hmac(id, made, crypto);
        const matches = await isHmacOf(sealed, sameId ? id : randomId(crypto), tried, crypto);
        expect(matches).toBe(sameId && made === tried);
      }),
    );
  });

  it.each(["", "00", "not hex", "f7bc83"])("that is invalid matches nothing: %j", async (sealed) => {
    expect(await isHmacOf(sealed, "key", "123456", crypto)).toBe(false);
  });

  it("differs from one code to the next, for the same digits", async () => {
    const seals = await Promise.all([1, 2, 3].map(() => hmac(randomId(crypto), "123456", crypto)));
    expect(new Set(seals).size).toBe(3);
  });
});

it("an id has 128 random bits", () => {
  const ids = Array.from({ length: 1_000 }, () => randomId(crypto));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(randomId(withBytes(Array.from({ length: 16 }, (_, byte) => byte)))).toBe("000102030405060708090a0b0c0d0e0f");
});

it("a phone number's name in a store is an HMAC keyed with the secret, which no other secret gives", async () => {
  const [number, secret] = ["+254712345678", "one secret of at least 32 bytes.."];
  const name = await hashNumber(number, secret, crypto);
  expect(name).toBe(createHmac("sha256", secret).update(`otp number ${number}`).digest("hex"));
  expect(await hashNumber(number, secret, crypto)).toBe(name);
  expect(await hashNumber(number, "two secrets of at least 32 bytes.", crypto)).not.toBe(name);
  expect(await hashNumber("+254712345679", secret, crypto)).not.toBe(name);
});

it("a platform without Web Crypto gets an error that says so", () => {
  expect(webCrypto()).toBe(crypto);
  expect(() => webCrypto({ getRandomValues: crypto.getRandomValues } as never)).toThrow(
    expect.objectContaining({ code: "config", mayHaveBeenSent: false }),
  );
});
