import { checkFields, invalidInput } from "@polysms/core";
import type { OtpLimit } from "./store.ts";

/** Length, lifetime and limits of one-time codes. They also hold for a provider's own service. */
export interface OtpOptions {
  /** Digits of a code, 4 to 9. Default 6. */
  readonly codeLength?: number | undefined;
  /** Minutes until a code expires, 1 to 1,440. Default 10. */
  readonly expiresInMinutes?: number | undefined;
  /** How often one code can be checked, 1 to 10. Default 5. */
  readonly maxAttempts?: number | undefined;
  /** Seconds between two codes for one number, 0 to 3,600. Default 30. */
  readonly resendAfterSeconds?: number | undefined;
  /** Codes for one number in any hour, 1 to 100. Default 5. Rejected codes count, `limited` ones do not. */
  readonly startsPerHour?: number | undefined;
  /**
   * The text, with `{code}` where the code goes. Default: "{code} is your code.", or the text of a provider's own
   * service.
   */
  readonly text?: string | undefined;
}

/** Which limit was reached. `cool-down`: `resendAfterSeconds`. `budget`: `startsPerHour`. */
export type OtpLimitReason = "cool-down" | "budget";

/** The options, checked and complete. */
export interface OtpSettings {
  readonly codeLength: number;
  readonly expiresInMinutes: number;
  readonly maxAttempts: number;
  readonly starts: readonly (OtpLimit & { readonly reason: OtpLimitReason })[];
  readonly text: string | undefined;
}

const RANGES = {
  codeLength: { from: 4, to: 9, default: 6 },
  expiresInMinutes: { from: 1, to: 1_440, default: 10 },
  maxAttempts: { from: 1, to: 10, default: 5 },
  resendAfterSeconds: { from: 0, to: 3_600, default: 30 },
  startsPerHour: { from: 1, to: 100, default: 5 },
} as const;

/** Throws an `SmsError` with code `config` that names the option and what it may be. */
export function checkOtpOptions(options: OtpOptions): OtpSettings {
  const where = { code: "config" } as const;
  checkFields(options, [...Object.keys(RANGES), "text"], { ...where, inside: "otp." });
  const numberOf = (name: keyof typeof RANGES) => {
    const { from, to, default: defaultValue } = RANGES[name];
    const value: unknown = options[name] ?? defaultValue;
    if (Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to) return Number(value);
    throw invalidInput(`otp.${name}`, `must be a whole number from ${from} to ${to}.`, where);
  };
  const coolDown = { reason: "cool-down", count: 1, windowMs: numberOf("resendAfterSeconds") * 1_000 } as const;
  const budget = { reason: "budget", count: numberOf("startsPerHour"), windowMs: 3_600_000 } as const;
  return {
    codeLength: numberOf("codeLength"),
    expiresInMinutes: numberOf("expiresInMinutes"),
    maxAttempts: numberOf("maxAttempts"),
    starts: [coolDown, budget].filter(({ windowMs }) => windowMs > 0),
    text: options.text === undefined ? undefined : checkOtpText(options.text, "otp.text", "config"),
  };
}

/** Throws an `SmsError` unless the text is a string with `{code}` in it. */
export function checkOtpText(text: unknown, field: string, code: "bad-request" | "config"): string {
  if (typeof text === "string" && text.includes("{code}")) return text;
  throw invalidInput(field, 'must be a string with {code} where the code goes, such as "{code} is your code."', {
    code,
  });
}
