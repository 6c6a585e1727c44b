import { findProblem, type RequestSchema } from "../client/request-schema.ts";
import { redact } from "../error/redact.ts";
import { invalidInput } from "../error/sms-error.ts";
import { suggest } from "../error/suggest.ts";

interface Where {
  readonly provider?: string;
  readonly code?: "bad-request" | "config";
  /** Put before the field's name: `options.acme.`. */
  readonly inside?: string;
}

/** Refuses fields that do not exist, so that a misspelt one is not ignored in silence. */
export function checkFields(given: object, known: readonly string[], where: Where = {}): void {
  const { inside = "", ...details } = where;
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    // A record may have been keyed by numbers, or by texts.
    const shown = redact(stranger);
    throw invalidInput(`${inside}${shown}`, `is not a field here; ${suggest(shown, known)}`, details);
  }
}

/**
 * Checks a sender ID against what mobile networks carry: up to 11 characters, or a number of up to 15 digits; and, where
 * given, against the rule of a provider's spec.
 *
 * @see https://www.etsi.org/deliver/etsi_ts/123000_123099/123040/ 3GPP TS 23.040, 9.1.2.5
 */
export function checkSenderId(value: unknown, where: Omit<Where, "inside"> = {}, rule?: RequestSchema): string {
  const refuse = (problem: string) => invalidInput("senderId", problem, where);
  if (typeof value !== "string")
    throw refuse(value === undefined ? "is missing." : `must be a string, not ${typeof value}.`);
  if (value.trim() === "") throw refuse("is empty; it has 1 to 11 characters.");
  if (/^\+?\d+$/.test(value)) {
    if (value.replace("+", "").length > 15) throw refuse("is a number of more than 15 digits.");
  } else if ([...value].length > 11) {
    throw refuse(`has ${[...value].length} characters; a sender ID has at most 11.`);
  }
  const found = rule === undefined ? undefined : findProblem(rule, value, "senderId");
  if (found !== undefined) throw refuse(found.problem);
  return value;
}
