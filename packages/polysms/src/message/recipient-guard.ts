import { checkFields, type E164, invalidInput, isE164, type Phone } from "@polysms/core";

/**
 * Keeps a program under development from sending to real people: only the numbers in `allow` are sent to. It does not
 * see what you send with `sms.client(name)`.
 */
export interface GuardOptions {
  /** The numbers that may be sent to. */
  readonly allow: readonly Phone[];
  /**
   * What happens to any other number. `drop`: its outcome is `skipped`. `throw`: the call throws an `SmsError` before
   * anything is sent. A number: the message goes there instead.
   */
  readonly otherwise: "drop" | "throw" | Phone;
}

/**
 * The number that a message really goes to; `undefined` if it is dropped. Throws an `SmsError` with `otherwise:
 * "throw"`.
 */
export type RecipientGuard = (to: E164, field: string) => E164 | undefined;

/** Throws an `SmsError` with code `config` for wrong options. Without options every number is allowed. */
export function createRecipientGuard(options: GuardOptions | undefined): RecipientGuard {
  if (options === undefined) return (to) => to;
  checkFields(options, ["allow", "otherwise"], { code: "config", inside: "guard." });
  const { allow, otherwise } = options;
  const wrong = Array.isArray(allow) ? allow.findIndex((phone) => !isE164(phone)) : 0;
  if (wrong !== -1) {
    throw invalidInput(`guard.allow[${wrong}]`, "must be an E.164 number like +254712345678.", { code: "config" });
  }
  if (otherwise !== "drop" && otherwise !== "throw" && !isE164(otherwise)) {
    throw invalidInput("guard.otherwise", 'must be "drop", "throw" or an E.164 number.', { code: "config" });
  }
  const allowed = new Set<string>(allow);
  return (to, field) => {
    if (allowed.has(to)) return to;
    if (otherwise === "drop") return undefined;
    if (otherwise !== "throw") return otherwise as E164;
    throw invalidInput(field, "is not among the numbers that the guard allows; nothing was sent.");
  };
}
