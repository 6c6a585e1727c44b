import { checkFields, invalidInput, type SmsError } from "@polysms/core";

export interface RetryOptions {
  /** Times that the whole route is gone through, the first included; 3 unless told, 1 for no retry. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds before the second round, doubled for each further one; 500 unless told. */
  readonly baseDelayMs?: number | undefined;
  /** The longest wait in milliseconds, also for a provider that asks for more; 10,000 unless told. */
  readonly maxDelayMs?: number | undefined;
}

export interface RetryPolicy {
  readonly maxDelayMs: number;
  /** Whether a refusal can be waited out: to come back sooner than a provider asks is a refusal for sure. */
  isWithinMaxDelay(refusal: SmsError): boolean;
  /** Milliseconds to wait before the next round after bearable refusals, or `undefined` to give up. */
  waitBefore(round: number, refusals: readonly SmsError[]): number | undefined;
  /** Somebody was accepted: retries become affordable again. */
  succeeded(): void;
}

// When nothing succeeds any more, retries only add load: 20 are free, and ten successes earn one back.
const COST = 10;
const QUOTA = 20 * COST;

/** Decides how long to wait for another round. Waiting is bounded by rounds and cap, retrying by a shared quota. */
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
    waitBefore(round, refusals) {
      if (round > maxAttempts || tokens < COST || refusals.length === 0) return undefined;
      const asked = refusals.reduce((longest, { retryAfterMs = 0 }) => Math.max(longest, retryAfterMs), 0);
      tokens -= COST;
      const backoff = baseDelayMs * 2 ** (round - 2);
      // Half of it is chance, so that many callers do not come back together.
      return Math.min(maxDelayMs, Math.max(asked, backoff / 2) + (random() * backoff) / 2);
    },
    succeeded() {
      tokens = Math.min(QUOTA, tokens + 1);
    },
  };
}
