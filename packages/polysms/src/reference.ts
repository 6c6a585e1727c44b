import { invalidInput } from "@polysms/core";
import { toBase64Url } from "./base64url.ts";

/** A name for one sending and no other: 128 random bits. */
export function newReference(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}

/** 128 bits of SHA-256 as base64url: as good as unique, and not to be read backwards where the parts are not few. */
export async function shortHash(...parts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(parts.join("\n"));
  return toBase64Url((await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16));
}

/** It becomes part of a URL. */
export function checkReference(reference: unknown): string {
  if (typeof reference === "string" && /^[\w.-]{1,100}$/.test(reference)) return reference;
  throw invalidInput("reference", "must be 1 to 100 letters, digits, dots, - and _.");
}
