import { checkFields, invalidInput } from "@polysms/core";
import type { OtpLimit } from "./store.ts";

/** How one-time codes are made and guarded. All of it also holds for a provider's own service. */
export interface OtpOptions {
  /** Digits of a code, 4 to 9; 6 unless told. */
  readonly codeLength?: number | undefined;
  /** Minutes from the start until a code runs out, 1 to 1,440; 10 unless told. */
  readonly expiresInMinutes?: number | undefined;
  /** Guesses at one code, 1 to 10; 5 unless told. */
  readonly maxAttempts?: number | undefined;
  /** Seconds between two codes for one number, 0 to 3,600; 30 unless told. */
  readonly resendAfterSeconds?: number | undefined;
  /** Codes for one number in any hour, 1 to 100; 5 unless told. Refused ones do not count, failed ones do. */
  readonly startsPerHour?: number | undefined;
  /** What is sent, with `{code}` where the code goes; "{code} is your code." or a provider's own words unless told. */
  readonly text?: string | undefined;
}

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
  codeLength: { from: 4, to: 9, usual: 6 },
  expiresInMinutes: { from: 1, to: 1_440, usual: 10 },
  maxAttempts: { from: 1, to: 10, usual: 5 },
  resendAfterSeconds: { from: 0, to: 3_600, usual: 30 },
  startsPerHour: { from: 1, to: 100, usual: 5 },
} as const;

/** Throws an `SmsError` with code `config` that names the option and what it may be. */
export function checkOtpOptions(options: OtpOptions): OtpSettings {
  const where = { code: "config" } as const;
  checkFields(options, [...Object.keys(RANGES), "text"], { ...where, inside: "otp." });
  const numberOf = (name: keyof typeof RANGES) => {
    const { from, to, usual } = RANGES[name];
    const value: unknown = options[name] ?? usual;
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

export function checkOtpText(text: unknown, field: string, code: "bad-request" | "config"): string {
  if (typeof text === "string" && text.includes("{code}")) return text;
  throw invalidInput(field, 'must be a text with {code} where the code goes, like "{code} is your code."', { code });
}
