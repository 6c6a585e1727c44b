import type { ErrorCode, Phone } from "@polysms/core";
import { checkOutcomes, type MatcherResult } from "./check-outcomes.ts";
import { checkSent } from "./check-sent.ts";
import { checkViolations } from "./check-violations.ts";

/** The matchers that `expect` gets for polysms. `R` is what an assertion returns. */
export interface SmsMatchers<R = void> {
  /** The outcome, or every outcome of a batch, is `accepted`. */
  toBeAccepted(): R;
  /** The outcome, or every outcome of a batch, is `rejected`; with this code, if you pass one. */
  toBeRejectedWith(code?: ErrorCode): R;
  /** The outcome, or every outcome of a batch, is `unknown`. */
  toBeUnknown(): R;
  /** The memory provider, `sms.client("memory")`, took a message to this number; with this text, if you pass one. */
  toHaveSentTo(to: Phone, text?: string | RegExp): R;
  /** The mock, or every one of several mocks, received no request that breaks the provider's contract. */
  toHaveNoViolations(): R;
}

/** For `expect.extend(smsMatchers)` in jest. With vitest, import `@polysms/testing/vitest`, which does that. */
export const smsMatchers = {
  toBeAccepted: (received: unknown): MatcherResult => checkOutcomes(received, "accepted"),
  toBeRejectedWith: (received: unknown, code?: ErrorCode): MatcherResult => checkOutcomes(received, "rejected", code),
  toBeUnknown: (received: unknown): MatcherResult => checkOutcomes(received, "unknown"),
  toHaveSentTo: (received: unknown, to: Phone, text?: string | RegExp): MatcherResult => checkSent(received, to, text),
  toHaveNoViolations: (received: unknown): MatcherResult => checkViolations(received),
} satisfies Record<keyof SmsMatchers, unknown>;
