import { invalidInput, refuseUnknownFields, type SmsError } from "@polysms/core";

export interface RetryOptions {
  /** Times that the whole route is gone through, the first included; 3 unless told, 1 for no retry. */
  readonly rounds?: number | undefined;
  /** Milliseconds before the second round, doubled for each further one; 500 unless told. */
  readonly baseMs?: number | undefined;
  /** The longest wait in milliseconds, also for a provider that asks for more; 10,000 unless told. */
  readonly maxWaitMs?: number | undefined;
}

export interface RetryPolicy {
  readonly maxWaitMs: number;
  /** Whether a refusal can be waited out: to come back sooner than a provider asks is a refusal for sure. */
  isBearable(refusal: SmsError): boolean;
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
  refuseUnknownFields(options, ["rounds", "baseMs", "maxWaitMs"], { code: "config", inside: "retry." });
  const { rounds = 3, baseMs = 500, maxWaitMs = 10_000 } = options;
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw invalidInput("retry.rounds", "must be a whole number of at least 1.", { code: "config" });
  }
  if (!(baseMs >= 0)) throw invalidInput("retry.baseMs", "must be 0 or more.", { code: "config" });
  if (!(maxWaitMs >= 0)) throw invalidInput("retry.maxWaitMs", "must be 0 or more.", { code: "config" });
  let tokens = QUOTA;
  return {
    maxWaitMs,
    isBearable: ({ retryAfterMs = 0 }) => retryAfterMs <= maxWaitMs,
    waitBefore(round, refusals) {
      if (round > rounds || tokens < COST || refusals.length === 0) return undefined;
      const asked = refusals.reduce((longest, { retryAfterMs = 0 }) => Math.max(longest, retryAfterMs), 0);
      tokens -= COST;
      const backoff = baseMs * 2 ** (round - 2);
      // Half of it is chance, so that many callers do not come back together.
      return Math.min(maxWaitMs, Math.max(asked, backoff / 2) + (random() * backoff) / 2);
    },
    succeeded() {
      tokens = Math.min(QUOTA, tokens + 1);
    },
  };
}
