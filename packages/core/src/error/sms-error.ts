import { INSPECT } from "./printed-as.ts";

/** Every code that an `SmsError` can have. */
export const errorCodes = [
  "auth",
  "insufficient-balance",
  "rate-limited",
  "invalid-recipient",
  "invalid-sender",
  "content-blocked",
  "template-mismatch",
  "opted-out",
  "route-unavailable",
  "bad-request",
  "provider-down",
  "network",
  "timeout",
  "unreadable-response",
  "aborted",
  "config",
] as const;

/** What went wrong, as one of sixteen codes. The set is closed, so a `switch` over it can be exhaustive. */
export type ErrorCode = (typeof errorCodes)[number];

/** The fields of an {@link SmsError}. */
export interface SmsErrorDetails {
  readonly code: ErrorCode;
  /** `false`: proven that nobody took the message. `true`: it may be on its way, and sending again risks a duplicate. */
  readonly mayHaveBeenSent: boolean;
  /** Name of the provider, if one was involved. */
  readonly provider?: string | undefined;
  /** The provider's own code from the body of its answer, if it has one. */
  readonly providerCode?: string | undefined;
  /** The provider's own words, redacted. */
  readonly providerMessage?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The field of the caller's input that is wrong. */
  readonly field?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** What was thrown, unchanged. It may hold anything, so it is not shown when Node prints, clones or serialises the error. */
  readonly cause?: unknown;
}

const BRAND = Symbol.for("polysms.SmsError");

/**
 * The only error class of polysms. Neither the error nor its JSON holds a credential, a message text or a full phone
 * number, so it can be logged as it is.
 */
export class SmsError extends Error {
  override readonly name = "SmsError";
  readonly code: ErrorCode;
  /** `false`: proven that nobody took the message. `true`: it may be on its way, and sending again risks a duplicate. */
  readonly mayHaveBeenSent: boolean;
  readonly provider: string | undefined;
  readonly providerCode: string | undefined;
  readonly providerMessage: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly field: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: SmsErrorDetails) {
    super(message);
    this.code = details.code;
    // Plain JavaScript may leave it out; only `false` is a claim of proof.
    this.mayHaveBeenSent = details.mayHaveBeenSent !== false;
    this.provider = details.provider;
    this.providerCode = details.providerCode;
    this.providerMessage = details.providerMessage;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.field = details.field;
    this.hint = details.hint;
    Object.defineProperty(this, BRAND, { value: true });
    // The cause is for debuggers. It comes from outside, so it is behind a getter: what Node prints of an uncaught error,
    // and `structuredClone`, read the value of a property and call no getter.
    const { cause } = details;
    if (cause !== undefined) Object.defineProperty(this, "cause", { get: () => cause });
  }

  /** Two copies of the package in one program recognise each other's errors. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isSmsError(value);
  }

  /** A plain object that is safe to log: without cause and stack, and without fields that are undefined. */
  toJSON(): Record<string, string | number | boolean> {
    const json: Record<string, string | number | boolean> = { name: this.name, message: this.message };
    for (const key of JSON_FIELDS) {
      const value = this[key];
      if (value !== undefined) json[key] = value;
    }
    return json;
  }

  /** What Node's `util.inspect` and `console.log` show: the stack and the fields, without the cause. */
  [INSPECT](): string {
    const fields = JSON_FIELDS.filter((key) => this[key] !== undefined).map((key) => `  ${key}: ${this[key]}`);
    return [this.stack ?? `${this.name}: ${this.message}`, ...fields].join("\n");
  }
}

const JSON_FIELDS = [
  "code",
  "mayHaveBeenSent",
  "provider",
  "providerCode",
  "providerMessage",
  "httpStatus",
  "retryAfterMs",
  "field",
  "hint",
] as const satisfies readonly (keyof SmsErrorDetails)[];

/** Whether a value is an {@link SmsError}, including one made by another copy of the package. */
export function isSmsError(value: unknown): value is SmsError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/**
 * The error for wrong input or settings of the caller: names the field, what is wrong and what would be right. Its code is
 * `bad-request` by default, or `config`; `mayHaveBeenSent` is `false`.
 */
export function invalidInput(
  field: string,
  problem: string,
  details: { readonly provider?: string; readonly code?: "bad-request" | "config"; readonly hint?: string } = {},
): SmsError {
  const { provider, code = "bad-request", hint } = details;
  return new SmsError(`${provider === undefined ? "" : `${provider}: `}${field} ${problem}`, {
    code,
    mayHaveBeenSent: false,
    provider,
    field,
    hint,
  });
}
