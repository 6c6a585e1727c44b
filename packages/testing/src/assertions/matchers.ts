import type { ErrorCode, Phone } from "@polysms/core";
import { checkOutcomes, type MatcherResult } from "./check-outcomes.ts";
import { checkSent } from "./check-sent.ts";
import { checkViolations } from "./check-violations.ts";

/** What `expect` can say about polysms. `R` is what an assertion returns. */
export interface SmsMatchers<R = void> {
  /** The outcome, or every outcome of the batch, is `accepted`. */
  toBeAccepted(): R;
  /** The outcome, or every one of the batch, is `rejected`, with this code if one is given. */
  toBeRejectedWith(code?: ErrorCode): R;
  /** The outcome, or every one of the batch, is `unknown`. */
  toBeUnknown(): R;
  /** The memory provider, `sms.client("memory")`, took a message to this number; with this text, if one is given. */
  toHaveSentTo(to: Phone, text?: string | RegExp): R;
  /** The mock, or the mocks, got no request that breaks the provider's contract. */
  toHaveNoViolations(): R;
}

/** For `expect.extend(smsMatchers)` in jest; with vitest import `@polysms/testing/vitest`, which does it. */
export const smsMatchers = {
  toBeAccepted: (received: unknown): MatcherResult => checkOutcomes(received, "accepted"),
  toBeRejectedWith: (received: unknown, code?: ErrorCode): MatcherResult => checkOutcomes(received, "rejected", code),
  toBeUnknown: (received: unknown): MatcherResult => checkOutcomes(received, "unknown"),
  toHaveSentTo: (received: unknown, to: Phone, text?: string | RegExp): MatcherResult => checkSent(received, to, text),
  toHaveNoViolations: (received: unknown): MatcherResult => checkViolations(received),
} satisfies Record<keyof SmsMatchers, unknown>;
