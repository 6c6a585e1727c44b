import { AssertionError } from "node:assert";
import type { ErrorCode, Outcome, Phone } from "@polysms/core";
import { checkOutcomes, type MatcherResult, type Outcomes } from "./check-outcomes.ts";
import { checkSent, type HasSent } from "./check-sent.ts";
import { checkViolations, type HasViolations } from "./check-violations.ts";

/** Throws unless the outcome, or every outcome of the batch, is `accepted`. */
export function assertAccepted<Given extends Outcomes>(
  outcome: Given,
): asserts outcome is Given & (Given extends Outcome ? { readonly status: "accepted" } : unknown) {
  assert(checkOutcomes(outcome, "accepted"), assertAccepted);
}

/** Throws unless the outcome, or every one of the batch, is `rejected`, with this code if one is given. */
export function assertRejectedWith<Given extends Outcomes>(
  outcome: Given,
  code?: ErrorCode,
): asserts outcome is Given & (Given extends Outcome ? { readonly status: "rejected" } : unknown) {
  assert(checkOutcomes(outcome, "rejected", code), assertRejectedWith);
}

/** Throws unless the outcome, or every one of the batch, is `unknown`. */
export function assertUnknown<Given extends Outcomes>(
  outcome: Given,
): asserts outcome is Given & (Given extends Outcome ? { readonly status: "unknown" } : unknown) {
  assert(checkOutcomes(outcome, "unknown"), assertUnknown);
}

/** Throws unless the memory provider took a message to this number, with this text if one is given. */
export function assertSentTo(memory: HasSent, to: Phone, text?: string | RegExp): void {
  assert(checkSent(memory, to, text), assertSentTo);
}

/** Throws, listing them, when a mock got requests that break the provider's contract. */
export function assertNoViolations(mock: HasViolations): void {
  assert(checkViolations(mock), assertNoViolations);
}

function assert({ pass, message }: MatcherResult, caller: (...given: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: caller });
}
