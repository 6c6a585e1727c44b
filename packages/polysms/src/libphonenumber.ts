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
    message: "The number has no country code: write it with + or pass { region } as ISO 3166-1 has it, like KE.",
  },
  NOT_A_NUMBER: { reason: "not-a-number", message: "This is not a telephone number." },
  TOO_SHORT: { reason: "too-short", message: "The number has too few digits for its country." },
  TOO_LONG: { reason: "too-long", message: "The number has too many digits for its country." },
};

const NOT_IN_PLAN = { reason: "not-in-plan", message: "No number of its country is written like this." } as const;

/**
 * Reads a number of any country as people write it, with the numbering plans of libphonenumber-js, which has to be
 * installed beside polysms. It stands in for polysms's own `parsePhone`, which reads the local forms of four countries:
 * the same results, and it never throws either.
 *
 * @see https://www.npmjs.com/package/libphonenumber-js
 */
export function parsePhone(raw: string, options: { readonly region?: CountryCode | undefined } = {}): ParsedPhone {
  if (typeof raw !== "string" || raw.trim() === "") {
    return { ok: false, reason: "empty", message: "The number is empty." };
  }
  // The library throws for a country that is no text.
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
