import { toBase64Url } from "./base64url.ts";
import { sha256 } from "./sha256.ts";

/** 128 bits of HMAC-SHA-256 over the parts, as base64url: without the secret it cannot be tried out on guesses. */
export type KeyedHash = (...parts: readonly string[]) => string;

const BLOCK = 64;
const BYTES = 16;

/** HMAC (RFC 2104) with our own SHA-256, for the reason that `sha256` gives. */
export function createKeyedHash(secret: string): KeyedHash {
  const encoder = new TextEncoder();
  const encoded = encoder.encode(secret);
  const key = new Uint8Array(BLOCK);
  key.set(encoded.length > BLOCK ? sha256(encoded) : encoded);
  const inner = key.map((byte) => byte ^ 0x36);
  const outer = key.map((byte) => byte ^ 0x5c);
  return (...parts) => {
    const hashed = sha256(join(inner, encoder.encode(JSON.stringify(parts))));
    return toBase64Url(sha256(join(outer, hashed)).subarray(0, BYTES));
  };
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
