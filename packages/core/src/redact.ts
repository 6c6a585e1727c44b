import { MARKS } from "./phone.ts";

/** A number as it may be shown: its first three digits, which tell the country, and its last two: `+254•••••••78`. */
export function maskPhone(phone: string): string {
  const shown = phone.startsWith("+") ? 4 : 3;
  return phone.replace(/\d/g, (digit, index: number) => (index < shown || index >= phone.length - 2 ? digit : "•"));
}

const LONGEST = 200;
const NUMBER = new RegExp(`\\+?\\d(?:[${MARKS}]{0,3}\\d){6,}`, "g");

/**
 * Someone else's text as it may stand in an error: without the given secrets, without telephone numbers and other long
 * runs of digits, and at most 200 characters long.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  // The longest first: one secret may be the beginning of another.
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    if (secret !== "") clean = clean.replaceAll(secret, "[redacted]");
  }
  // Digits may be grouped: "+254 712-345 678". Seven is the shortest number E.164 allows.
  clean = clean.replace(NUMBER, maskPhone);
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}
