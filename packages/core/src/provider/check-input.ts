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

/**
 * Throws an `SmsError` that names the first field that is not among the known ones and suggests one, so that a misspelt
 * field is not silently ignored. Its code is `bad-request` by default.
 */
export function checkFields(input: object, known: readonly string[], where: Where = {}): void {
  const { inside = "", ...details } = where;
  const unknownKey = Object.keys(input).find((key) => !known.includes(key));
  if (unknownKey !== undefined) {
    // The keys of a record may be phone numbers or texts.
    const shown = redact(unknownKey);
    throw invalidInput(`${inside}${shown}`, `is not a field here; ${suggest(shown, known)}`, details);
  }
}

/**
 * Checks a sender ID against what mobile networks carry: up to 11 characters, or a number of up to 15 digits; and, if
 * given, against the rule of a provider's spec. Returns it, or throws an `SmsError`, with code `bad-request` by default.
 *
 * @see https://www.etsi.org/deliver/etsi_ts/123000_123099/123040/ 3GPP TS 23.040, 9.1.2.5
 */
export function checkSenderId(value: unknown, where: Omit<Where, "inside"> = {}, rule?: RequestSchema): string {
  const invalid = (problem: string) => invalidInput("senderId", problem, where);
  if (typeof value !== "string")
    throw invalid(value === undefined ? "is missing." : `must be a string, not ${typeof value}.`);
  if (value.trim() === "") throw invalid("is empty; it has 1 to 11 characters.");
  if (/^\+?\d+$/.test(value)) {
    if (value.replace("+", "").length > 15) throw invalid("is a number of more than 15 digits.");
  } else if ([...value].length > 11) {
    throw invalid(`has ${[...value].length} characters; a sender ID has at most 11.`);
  }
  const found = rule === undefined ? undefined : findProblem(rule, value, "senderId");
  if (found !== undefined) throw invalid(found.problem);
  return value;
}
