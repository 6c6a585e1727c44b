import { checkFields, type E164, invalidInput, isE164, type Phone } from "@polysms/core";

/**
 * Keeps a program under development from writing to real people: only the numbers in `allow` are sent to. What happens
 * to any other is `otherwise`: its outcome is `skipped`, the call is refused before anything is sent, or the message
 * goes to one number of yours instead.
 */
export interface GuardOptions {
  readonly allow: readonly Phone[];
  readonly otherwise: "drop" | "throw" | Phone;
}

/** Where a message for a number really goes; `undefined` for nowhere. */
export type RecipientGuard = (to: E164, field: string) => E164 | undefined;

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
