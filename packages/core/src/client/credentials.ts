import { invalidInput } from "../error/sms-error.ts";

/** A credential that runs out. The client asks for it on every call and hands it back when the provider refuses it. */
export interface RenewableCredential {
  /** The value in force, fetched when there is none. */
  get(): Promise<string>;
  /** Whether this documented refusal means that the value has run out. */
  expired(refusal: { readonly httpStatus: number; readonly body: unknown }): boolean;
  /** Forgets a value, unless it has been replaced in the meantime. */
  discard(value: string): void;
}

/** The value of a credential, or the object that fetches it. For HTTP Basic it is `username:password`. */
export type Credential = string | RenewableCredential;

/**
 * Checks a credential when the client is made, so that a missing environment variable is found at start-up and not at
 * the first message. The error names the option and never contains the value.
 */
export function requireCredential(provider: string, option: string, value: unknown): string {
  const refuse = (problem: string, hint?: string) =>
    invalidInput(option, problem, { provider, code: "config", ...(hint === undefined ? {} : { hint }) });
  if (value === undefined || value === null) {
    throw refuse("is missing.", `Pass it as an option; if it comes from an environment variable, that one is not set.`);
  }
  if (typeof value !== "string") throw refuse(`must be a string, not ${typeof value}.`);
  if (value.trim() === "") throw refuse("is empty.");
  if (value !== value.trim()) {
    throw refuse("begins or ends with white space.", "A line break is easily copied along with a key.");
  }
  return value;
}

/** The same for values that travel in an HTTP header, where only visible ASCII arrives unchanged. */
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
