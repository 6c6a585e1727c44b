import { checkFields, invalidInput, type SmsError } from "@polysms/core";

/** How often and how long to retry after a proven rejection that may pass. */
export interface RetryOptions {
  /** How often the whole route is tried, counting the first. Default 3; 1 for no retry. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds before the second attempt, doubled for each further one. Default 500. */
  readonly baseDelayMs?: number | undefined;
  /** The longest wait in milliseconds. A provider that asks for more is not tried again. Default 10,000. */
  readonly maxDelayMs?: number | undefined;
}

export interface RetryPolicy {
  readonly maxDelayMs: number;
  /**
   * Whether the wait that the provider asked for is short enough: a request before that time would only be rejected.
   */
  isWithinMaxDelay(rejection: SmsError): boolean;
  /** Milliseconds to wait before the given attempt, or `undefined` to give up. */
  waitBefore(attempt: number, rejections: readonly SmsError[]): number | undefined;
  /** A recipient was accepted, which earns back part of a retry. */
  succeeded(): void;
}

// When nothing succeeds any more, retries only add load: 20 are free, and ten successes earn one back.
const COST = 10;
const QUOTA = 20 * COST;

/** Decides how long to wait before another attempt. Attempts and waits are bounded, and all calls share one quota. */
export function createRetry(options: RetryOptions, random: () => number = Math.random): RetryPolicy {
  checkFields(options, ["maxAttempts", "baseDelayMs", "maxDelayMs"], { code: "config", inside: "retry." });
  const { maxAttempts = 3, baseDelayMs = 500, maxDelayMs = 10_000 } = options;
  if (!(Number.isInteger(maxAttempts) && maxAttempts >= 1)) {
    throw invalidInput("retry.maxAttempts", "must be a whole number of at least 1.", { code: "config" });
  }
  if (!(baseDelayMs >= 0)) throw invalidInput("retry.baseDelayMs", "must be 0 or more.", { code: "config" });
  if (!(maxDelayMs >= 0)) throw invalidInput("retry.maxDelayMs", "must be 0 or more.", { code: "config" });
  let tokens = QUOTA;
  return {
    maxDelayMs,
    isWithinMaxDelay: ({ retryAfterMs = 0 }) => retryAfterMs <= maxDelayMs,
    waitBefore(attempt, rejections) {
      if (attempt > maxAttempts || tokens < COST || rejections.length === 0) return undefined;
      const asked = rejections.reduce((longest, { retryAfterMs = 0 }) => Math.max(longest, retryAfterMs), 0);
      tokens -= COST;
      const backoff = baseDelayMs * 2 ** (attempt - 2);
      // Half of it is random, so that many callers do not come back at the same moment.
      return Math.min(maxDelayMs, Math.max(asked, backoff / 2) + (random() * backoff) / 2);
    },
    succeeded() {
      tokens = Math.min(QUOTA, tokens + 1);
    },
  };
}
