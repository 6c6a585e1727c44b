import { countryOfCallingCode } from "./calling-codes.ts";

/** ISO 3166-1 code of a country that a phone number can belong to. */
export type Region = (typeof countryOfCallingCode)[keyof typeof countryOfCallingCode];

/** The country of an E.164 number, read from its calling code; `undefined` for codes that belong to no country. */
export function regionOf(phone: string): Region | undefined {
  // No calling code is the beginning of another, so the first hit is the only one.
  for (let length = 1; length <= 3; length++) {
    const code = phone.slice(1, 1 + length);
    if (Object.hasOwn(countryOfCallingCode, code)) return countryOfCallingCode[code as never];
  }
  return undefined;
}

/** Whether a value is the code of a country that {@link regionOf} can return. */
export function isRegion(value: string): value is Region {
  return (Object.values(countryOfCallingCode) as string[]).includes(value);
}
