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

/** What went wrong, in one of sixteen words. The set is closed, so a `switch` over it can be exhaustive. */
export type ErrorCode = (typeof errorCodes)[number];

export interface SmsErrorDetails {
  readonly code: ErrorCode;
  /** `false`: proven that nobody took the message. `true`: it may be on its way, and sending again risks a duplicate. */
  readonly mayHaveBeenSent: boolean;
  /** Name of the provider, when one was involved. */
  readonly provider?: string | undefined;
  /** The provider's own code: a code of its body, or nothing. */
  readonly providerCode?: string | undefined;
  /** The provider's own words, redacted. */
  readonly providerMessage?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The field of the caller's input that was refused. */
  readonly field?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** What was thrown, as it came: it may hold anything, so nothing that Node prints, clones or serialises shows it. */
  readonly cause?: unknown;
}

const BRAND = Symbol.for("polysms.SmsError");

/**
 * The only error class of polysms. Holds no credential, no message text and no full telephone number, and neither does
 * its JSON, so it can be logged as it is.
 */
export class SmsError extends Error {
  override readonly name = "SmsError";
  readonly code: ErrorCode;
  /**
   * Whether somebody may have the message. `false` is proven: nobody took it. `true`: it may be on its way, and sending
   * again risks a duplicate.
   */
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
    this.mayHaveBeenSent = details.mayHaveBeenSent;
    this.provider = details.provider;
    this.providerCode = details.providerCode;
    this.providerMessage = details.providerMessage;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.field = details.field;
    this.hint = details.hint;
    Object.defineProperty(this, BRAND, { value: true });
    // The cause is for debuggers. It comes from outside, so it is kept where nothing prints or clones it: what Node shows
    // of an uncaught error and `structuredClone` read the value of a property, and call no getter.
    const { cause } = details;
    if (cause !== undefined) Object.defineProperty(this, "cause", { get: () => cause });
  }

  /** Two copies of the package in one program recognise each other's errors. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isSmsError(value);
  }

  /** Plain and safe to log: no cause, no stack, undefined fields left out. */
  toJSON(): Record<string, string | number | boolean> {
    const json: Record<string, string | number | boolean> = { name: this.name, message: this.message };
    for (const key of JSON_FIELDS) {
      const value = this[key];
      if (value !== undefined) json[key] = value;
    }
    return json;
  }

  /** What Node's `util.inspect` and `console.log` show: the stack and the fields, without the cause. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
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

/** Whether a value is an {@link SmsError}, also one made by another copy of the package. */
export function isSmsError(value: unknown): value is SmsError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** A refusal of the caller's own input or settings: names the field, what was wrong and what would be right. */
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
