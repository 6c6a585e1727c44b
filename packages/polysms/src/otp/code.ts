import { SmsError } from "@polysms/core";

/** The parts of Web Crypto that one-time codes need. */
export type OtpCrypto = Pick<Crypto, "getRandomValues" | "subtle">;

/** The given Web Crypto or the platform's. Throws where there is none, as in a page that did not come over https. */
export function webCrypto(given?: OtpCrypto): OtpCrypto {
  const crypto: OtpCrypto | undefined = given ?? globalThis.crypto;
  if (crypto?.subtle !== undefined) return crypto;
  throw new SmsError("There is no Web Crypto here.", { code: "config", mayHaveBeenSent: false });
}

/** Digits, each as likely as the others. */
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

/** 128 random bits, which nobody guesses. */
export function randomId(crypto: OtpCrypto): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

/** HMAC-SHA-256 of a text, keyed with a ticket's id. Without the id, the few possible codes cannot be tried out. */
export async function seal(id: string, text: string, crypto: OtpCrypto): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", await keyOf(id, crypto), encode(text))));
}

/** Whether a seal is the one of the text. Web Crypto compares, in constant time. */
export async function isSealOf(seal: string, id: string, text: string, crypto: OtpCrypto): Promise<boolean> {
  return crypto.subtle.verify("HMAC", await keyOf(id, crypto), fromHex(seal), encode(text));
}

/** SHA-256, so that the keys of a store do not read as telephone numbers. */
export async function digest(text: string, crypto: OtpCrypto): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", encode(text))));
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
