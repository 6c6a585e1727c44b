import { isE164, type ParsedPhone, type PhoneProblem, regionOf } from "@polysms/core";
import {
  type CountryCode,
  getCountries,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js";

const problems: Readonly<Record<string, { readonly reason: PhoneProblem; readonly message: string }>> = {
  INVALID_COUNTRY: {
    reason: "region-needed",
    message: "The number has no country code: write it with + or pass { region }, an ISO 3166-1 code such as KE.",
  },
  NOT_A_NUMBER: { reason: "not-a-number", message: "This is not a phone number." },
  TOO_SHORT: { reason: "too-short", message: "The number has too few digits for its country." },
  TOO_LONG: { reason: "too-long", message: "The number has too many digits for its country." },
};

const NOT_IN_PLAN = {
  reason: "not-in-plan",
  message: "This is not a number of its country's numbering plan.",
} as const;

/**
 * Reads a phone number of any country as people write it, with the numbering plans of libphonenumber-js, which you
 * install next to polysms. It replaces the `parsePhone` of polysms, which reads the local forms of four countries. It
 * returns the same results and never throws either.
 *
 * @see https://www.npmjs.com/package/libphonenumber-js
 */
export function parsePhone(raw: string, options: { readonly region?: CountryCode | undefined } = {}): ParsedPhone {
  if (typeof raw !== "string" || raw.trim() === "") {
    return { ok: false, reason: "empty", message: "The number is empty." };
  }
  // The library throws for a country that is not a string.
  const region = getCountries().find((country) => country === options.region);
  const parsed = parsePhoneNumberFromString(raw, {
    extract: false,
    ...(region === undefined ? {} : { defaultCountry: region }),
  });
  if (parsed?.isValid() === true && isE164(parsed.number)) {
    return { ok: true, phone: parsed.number, region: regionOf(parsed.number) };
  }
  return { ok: false, ...(problems[validatePhoneNumberLength(raw, region) ?? ""] ?? NOT_IN_PLAN) };
}
