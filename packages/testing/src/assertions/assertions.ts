import { AssertionError } from "node:assert";
import type { ErrorCode, Outcome, Phone } from "@polysms/core";
import { checkOutcomes, type MatcherResult, type Outcomes } from "./check-outcomes.ts";
import { checkSent, type HasSent } from "./check-sent.ts";
import { checkViolations, type HasViolations } from "./check-violations.ts";

/** Throws unless the outcome, or every outcome of a batch, is `accepted`. Afterwards the compiler knows it too. */
export function assertAccepted<Received extends Outcomes>(
  outcome: Received,
): asserts outcome is Received & (Received extends Outcome ? { readonly status: "accepted" } : unknown) {
  assert(checkOutcomes(outcome, "accepted"), assertAccepted);
}

/** Throws unless the outcome, or every outcome of a batch, is `rejected`; with this code, if you pass one. */
export function assertRejectedWith<Received extends Outcomes>(
  outcome: Received,
  code?: ErrorCode,
): asserts outcome is Received & (Received extends Outcome ? { readonly status: "rejected" } : unknown) {
  assert(checkOutcomes(outcome, "rejected", code), assertRejectedWith);
}

/** Throws unless the outcome, or every outcome of a batch, is `unknown`. */
export function assertUnknown<Received extends Outcomes>(
  outcome: Received,
): asserts outcome is Received & (Received extends Outcome ? { readonly status: "unknown" } : unknown) {
  assert(checkOutcomes(outcome, "unknown"), assertUnknown);
}

/** Throws unless the memory provider took a message to this number; with this text, if you pass one. */
export function assertSentTo(memory: HasSent, to: Phone, text?: string | RegExp): void {
  assert(checkSent(memory, to, text), assertSentTo);
}

/** Throws if a mock received requests that break the provider's contract, and lists the violations. */
export function assertNoViolations(mock: HasViolations): void {
  assert(checkViolations(mock), assertNoViolations);
}

function assert({ pass, message }: MatcherResult, caller: (...args: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: caller });
}
