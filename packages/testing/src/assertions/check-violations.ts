import { formatViolations, type Violation } from "../validator/violation.ts";
import type { MatcherResult } from "./check-outcomes.ts";

/** A mock, several mocks, or a list of violations. */
export type HasViolations = readonly Violation[] | { readonly violations: readonly Violation[] };

/** Whether nothing broke the contract. */
export function checkViolations(received: unknown): MatcherResult {
  const violations = violationsIn(received);
  if (violations === undefined) {
    return {
      pass: false,
      message: () => "Expected a mock without violations, but got something that is not a mock.",
    };
  }
  const count = violations.length;
  return {
    pass: count === 0,
    message: () =>
      count === 0
        ? "Expected violations of the contract, but there were none."
        : `Expected every request to keep the contract, but there ${count === 1 ? "was 1 violation" : `were ${count} violations`}:\n\n${formatViolations(violations)}`,
  };
}

function violationsIn(received: unknown): readonly Violation[] | undefined {
  const list: unknown =
    typeof received === "object" && received !== null && "violations" in received ? received.violations : received;
  return Array.isArray(list) ? list : undefined;
}
