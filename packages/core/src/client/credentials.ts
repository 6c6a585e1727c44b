import { invalidInput } from "../error/sms-error.ts";

/** A credential that expires. The client asks for it on every call and discards it when the provider rejects it. */
export interface RenewableCredential {
  /** The current value, fetched if there is none. */
  get(): Promise<string>;
  /** Whether this answer is a documented rejection that means that the value has expired. */
  expired(answer: { readonly httpStatus: number; readonly body: unknown }): boolean;
  /** Forgets a value, unless it has been replaced in the meantime. */
  discard(value: string): void;
}

/** The value of a credential, or the object that fetches it. For HTTP Basic it is `username:password`. */
export type Credential = string | RenewableCredential;

/**
 * Checks a credential when the client is made, so that a missing environment variable is found at start-up and not at
 * the first message. Throws an `SmsError` with code `config` that names the option and never contains the value.
 */
export function requireCredential(provider: string, option: string, value: unknown): string {
  const invalid = (problem: string, hint?: string) =>
    invalidInput(option, problem, { provider, code: "config", ...(hint === undefined ? {} : { hint }) });
  if (value === undefined || value === null) {
    throw invalid(
      "is missing.",
      "Pass it as an option; if it comes from an environment variable, that variable is not set.",
    );
  }
  if (typeof value !== "string") throw invalid(`must be a string, not ${typeof value}.`);
  if (value.trim() === "") throw invalid("is empty.");
  if (value !== value.trim()) {
    throw invalid("begins or ends with white space.", "A line break is easily copied along with a key.");
  }
  return value;
}

/**
 * As {@link requireCredential}, for a value that travels in an HTTP header, where only visible ASCII arrives unchanged.
 */
export function requireHeaderCredential(provider: string, option: string, value: unknown): string {
  const checked = requireCredential(provider, option, value);
  if (!/^[\x21-\x7e]+$/.test(checked)) {
    throw invalidInput(option, "contains a character that cannot travel in an HTTP header.", {
      provider,
      code: "config",
    });
  }
  return checked;
}

/** `username:password` as an HTTP Basic header carries it: in UTF-8, because a password may be any Unicode text. */
export function encodeBasic(value: string): string {
  // btoa takes one byte per character.
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
}
