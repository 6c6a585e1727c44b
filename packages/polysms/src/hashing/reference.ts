import { invalidInput } from "@polysms/core";
import { toBase64Url } from "./base64url.ts";
import { sha256 } from "./sha256.ts";

const BYTES = 16;
// For many references at once, because a few random bytes take as long as many.
const random = new Uint8Array(64 * BYTES);
let used = random.length;

/** A name for one call and no other: 128 random bits as base64url. */
export function newReference(): string {
  if (used === random.length) {
    crypto.getRandomValues(random);
    used = 0;
  }
  used += BYTES;
  return toBase64Url(random.subarray(used - BYTES, used));
}

/** 128 bits of SHA-256 as base64url. Unique in practice; not reversible unless the input has few possible values. */
export function shortHash(...parts: readonly string[]): string {
  return toBase64Url(sha256(parts.join("\n")).subarray(0, BYTES));
}

/** Throws an `SmsError` unless the reference can be part of a URL. */
export function checkReference(reference: unknown): string {
  if (typeof reference === "string" && /^[\w.-]{1,100}$/.test(reference)) return reference;
  throw invalidInput("reference", "must be 1 to 100 letters, digits, dots, - and _.");
}
