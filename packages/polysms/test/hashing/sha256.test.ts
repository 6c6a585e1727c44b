import { expect, it } from "vitest";
import { toBase64Url } from "../../src/hashing/base64url.ts";
import { newReference, shortHash } from "../../src/hashing/reference.ts";
import { sha256 } from "../../src/hashing/sha256.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The hash of Web Crypto. */
async function expected(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

it("hashes the examples of the standard correctly", () => {
  expect(hex(sha256("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(hex(sha256("a".repeat(1_000_000)))).toBe("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
});

it("hashes texts of every length around block boundaries like Web Crypto", async () => {
  const base = "Habari! Votre reçu: 12 500 F CFA. धन्यवाद 📦";
  for (let length = 0; length <= 200; length++) {
    const text = base.repeat(5).slice(0, length);
    expect(hex(sha256(text)), `of ${length} characters`).toBe(await expected(text));
  }
});

it("encodes any number of bytes as base64url", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => (at * 167 + 13) % 256);
  for (let length = 0; length <= bytes.length; length++) {
    const some = bytes.subarray(0, length);
    expect(toBase64Url(some)).toBe(Buffer.from(some).toString("base64url"));
  }
});

it("shortens a hash to its first 128 bits", async () => {
  const whole = Buffer.from(await expected("key\n+254712345678"), "hex");
  expect(shortHash("key", "+254712345678")).toBe(whole.subarray(0, 16).toString("base64url"));
});

it("makes a thousand references that differ in every part", () => {
  const references = Array.from({ length: 1000 }, newReference);
  for (const reference of references) expect(reference).toMatch(/^[\w-]{22}$/);
  for (const [begin, end] of [
    [0, 8],
    [7, 15],
    [14, 22],
  ]) {
    expect(new Set(references.map((reference) => reference.slice(begin, end))).size).toBe(1000);
  }
});
