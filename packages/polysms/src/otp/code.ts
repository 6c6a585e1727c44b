import { SmsError } from "@polysms/core";

/** The parts of Web Crypto that one-time codes need. */
export type OtpCrypto = Pick<Crypto, "getRandomValues" | "subtle">;

/**
 * The injected Web Crypto or the platform's. Throws an `SmsError` if there is none, as in a page not served over https.
 */
export function webCrypto(injected?: OtpCrypto): OtpCrypto {
  const crypto: OtpCrypto | undefined = injected ?? globalThis.crypto;
  if (crypto?.subtle !== undefined) return crypto;
  throw new SmsError("Web Crypto is not available here.", { code: "config", mayHaveBeenSent: false });
}

/** Random digits, all equally likely. */
export function randomDigits(length: number, crypto: OtpCrypto): string {
  let digits = "";
  while (digits.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length - digits.length))) {
      // A byte has 256 values: the last six would make the digits 0 to 5 more likely than the others.
      if (byte < 250) digits += String(byte % 10);
    }
  }
  return digits;
}

/** 128 random bits as hex, which cannot be guessed. */
export function randomId(crypto: OtpCrypto): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * HMAC-SHA-256 of a text as hex. Codes are keyed with their ticket's id: without it, the few possible codes cannot be
 * tried out.
 */
export async function hmac(key: string, text: string, crypto: OtpCrypto): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", await keyOf(key, crypto), encode(text))));
}

/** Whether the HMAC is the one of the text. Web Crypto compares them in constant time. */
export async function isHmacOf(hmac: string, id: string, text: string, crypto: OtpCrypto): Promise<boolean> {
  return crypto.subtle.verify("HMAC", await keyOf(id, crypto), fromHex(hmac), encode(text));
}

/**
 * A number's name in the keys of a store. A plain hash could be reversed by trying all numbers, so it is an HMAC keyed
 * with the secret of the stores.
 */
export function hashNumber(number: string, secret: string, crypto: OtpCrypto): Promise<string> {
  return hmac(secret, `otp number ${number}`, crypto);
}

function keyOf(id: string, crypto: OtpCrypto): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", encode(id), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
