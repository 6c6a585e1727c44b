import { MARKS } from "../phone/phone.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** A number as it may be shown: its first three digits, which are about the calling code, and its last two: `+254•••••••78`. */
export function maskPhone(phone: string): string {
  const begin = phone.startsWith("+") ? 4 : 3;
  const end = Math.max(begin, phone.length - 2);
  return phone.slice(0, begin) + phone.slice(begin, end).replace(/\d/g, "•") + phone.slice(end);
}

const LONGEST_READ = 1000;
const LONGEST_SHOWN = 200;
const NUMBER = new RegExp(`\\+?\\d(?:[${MARKS}]{0,3}\\d){6,}`, "g");

/**
 * Someone else's text as it may stand in an error: without the given secrets, without telephone numbers and other long
 * runs of digits, and at most 200 characters long. A provider may repeat a secret in another form, so every run of eight
 * characters of it is struck, in any case, spacing and escaping; of a shorter secret, the whole word; and of all, each
 * number of four to nine digits, which may be a code.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  // Digits may be grouped: "+254 712-345 678". Seven is the shortest number E.164 allows.
  const clean = redactSecrets(text.slice(0, LONGEST_READ), secrets).replace(NUMBER, maskPhone);
  return clean.length > LONGEST_SHOWN || text.length > LONGEST_READ ? `${clean.slice(0, LONGEST_SHOWN - 1)}…` : clean;
}
