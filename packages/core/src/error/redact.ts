import { MARKS } from "../phone/phone.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** A phone number as it may be shown: its first three digits (about the calling code) and its last two: `+254•••••••78`. */
export function maskPhone(phone: string): string {
  const start = phone.startsWith("+") ? 4 : 3;
  const end = Math.max(start, phone.length - 2);
  return phone.slice(0, start) + phone.slice(start, end).replace(/\d/g, "•") + phone.slice(end);
}

const LONGEST_READ = 1000;
const LONGEST_SHOWN = 200;
const NUMBER = new RegExp(`\\+?\\d(?:[${MARKS}]{0,3}\\d){6,}`, "g");

/**
 * Makes someone else's text safe to show in an error: without the given secrets, without phone numbers and other long
 * runs of digits, and cut to 200 characters. A provider may repeat a secret in another form, so every run of eight
 * characters of a secret is removed, in any case, spacing and escaping. A shorter secret is removed where it is a whole
 * word. Numbers of four to nine digits in a secret are removed too, because they may be a code.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  // Digits may be grouped: "+254 712-345 678". The shortest number that E.164 allows has seven.
  const clean = redactSecrets(text.slice(0, LONGEST_READ), secrets).replace(NUMBER, maskPhone);
  return clean.length > LONGEST_SHOWN || text.length > LONGEST_READ ? `${clean.slice(0, LONGEST_SHOWN - 1)}…` : clean;
}
