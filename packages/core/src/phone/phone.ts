import { type Region, regionOf } from "./region.ts";

declare const e164: unique symbol;

/** A phone number known to be E.164: `+`, then 7 to 15 digits. Made by {@link parsePhone} and {@link isE164}. */
export type E164 = string & { readonly [e164]: true };

/**
 * What a message can be sent to: a parsed number, or a literal such as `"+254712345678"`.
 * A local literal (`"0712…"`), a literal with spaces and a plain `string` do not compile; parse those first.
 */
export type Phone = E164 | `+${bigint}`;

/** Regions whose local numbers {@link parsePhone} can read. */
export type LocalRegion = keyof typeof numberingPlans;

/** Why {@link parsePhone} could not read a number. */
export type PhoneProblem = "empty" | "not-a-number" | "too-short" | "too-long" | "region-needed" | "not-in-plan";

/** The number that {@link parsePhone} read, or why it could not. `message` is a sentence without the number. */
export type ParsedPhone =
  | { readonly ok: true; readonly phone: E164; readonly region: Region | undefined }
  | { readonly ok: false; readonly reason: PhoneProblem; readonly message: string };

/**
 * National numbers as people write them. `trunk` is the prefix that is dialled at home and dropped abroad.
 * Côte d'Ivoire has none since its numbers grew to ten digits in 2021: the leading 0 belongs to the number.
 *
 * @see https://www.itu.int/oth/T0202.aspx?parent=T0202 national numbering plans
 */
const numberingPlans = {
  KE: { callingCode: "254", national: /^[17]\d{8}$/, trunk: "0", example: "0712 345 678" },
  CI: { callingCode: "225", national: /^(0[157]|2[157])\d{8}$/, trunk: "", example: "07 07 07 07 07" },
  ZA: { callingCode: "27", national: /^[1-8]\d{8}$/, trunk: "0", example: "082 123 4567" },
  IN: { callingCode: "91", national: /^[6-9]\d{9}$/, trunk: "0", example: "98765 43210" },
} as const;

// The calling code and eight digits: valid until January 2021, and not reused since.
const OLD_IVORIAN_DIGITS = 11;

const E164_PATTERN = /^\+[1-9]\d{6,14}$/;
// Spaces of all kinds, brackets, dots, dashes, slashes and the invisible marks that come with pasted numbers.
export const MARKS = String.raw`\s().\-/\u2010-\u2015\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff`;
const PUNCTUATION = new RegExp(`[${MARKS}]`, "g");

/** Whether a value is an E.164 number: `+` and 7 to 15 digits, without spaces. */
export function isE164(value: unknown): value is E164 {
  return typeof value === "string" && E164_PATTERN.test(value);
}

/**
 * Reads a number as people write it and returns it as E.164, or says why it cannot. Never throws.
 *
 * International forms (`+254 712…`, `00254…`) need no region. Local forms (`0712 345 678`, `712345678`) and forms that
 * only lack the plus (`254712345678`) need one of the regions whose numbering plan is built in: KE, CI, ZA, IN.
 */
export function parsePhone(raw: string, options?: { readonly region?: LocalRegion }): ParsedPhone {
  const text = typeof raw === "string" ? raw.replace(PUNCTUATION, "") : "";
  if (text === "") return problem("empty", "The number is empty.");
  const international = text.startsWith("+") ? text.slice(1) : text.startsWith("00") ? text.slice(2) : undefined;
  const digits = international ?? text;
  if (!/^\d+$/.test(digits)) return problem("not-a-number", "The number contains something other than digits.");

  if (international !== undefined) return fromInternational(international);

  const region = options?.region;
  if (typeof region !== "string") {
    return problem("region-needed", "The number has no country code: write it with + or pass { region }.");
  }
  const plan = Object.hasOwn(numberingPlans, region) ? numberingPlans[region] : undefined;
  if (plan === undefined) {
    return problem("region-needed", `Local numbers are understood for ${Object.keys(numberingPlans).join(", ")} only.`);
  }
  for (const national of [digits, withoutPrefix(digits, plan.trunk), withoutPrefix(digits, plan.callingCode)]) {
    if (national !== undefined && plan.national.test(national)) {
      return { ok: true, phone: `+${plan.callingCode}${national}` as E164, region };
    }
  }
  return problem("not-in-plan", `This is not a ${region} number; one looks like ${plan.example}.`);
}

function fromInternational(digits: string): ParsedPhone {
  const plan = Object.values(numberingPlans).find(({ callingCode }) => digits.startsWith(callingCode));
  if (plan === numberingPlans.CI && digits.length === OLD_IVORIAN_DIGITS) {
    return problem("too-short", `The number has eight digits; those of CI have ten since 2021, like ${plan.example}.`);
  }
  // "+254 (0) 712 …": the trunk prefix is written along with the country code.
  const withoutTrunk = plan && withoutPrefix(digits, plan.callingCode + plan.trunk);
  if (plan?.trunk && withoutTrunk !== undefined && plan.national.test(withoutTrunk)) {
    return fromInternational(`${plan.callingCode}${withoutTrunk}`);
  }
  if (digits.length < 7) return problem("too-short", `The number has ${digits.length} digits; E.164 needs at least 7.`);
  if (digits.length > 15) return problem("too-long", `The number has ${digits.length} digits; E.164 allows 15.`);
  const phone = `+${digits}`;
  if (!isE164(phone)) return problem("not-a-number", "The country code cannot begin with 0.");
  return { ok: true, phone, region: regionOf(phone) };
}

function withoutPrefix(digits: string, prefix: string): string | undefined {
  return prefix !== "" && digits.startsWith(prefix) ? digits.slice(prefix.length) : undefined;
}

function problem(reason: PhoneProblem, message: string): ParsedPhone {
  return { ok: false, reason, message };
}
