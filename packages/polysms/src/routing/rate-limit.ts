import { checkFields, invalidInput } from "@polysms/core";

/** The rate limit of one provider. It holds in this process only. */
export interface RateLimitOptions {
  /** Requests per second. May be below 1. */
  readonly perSecond: number;
  /** Requests that may go at once after a pause. Default: `perSecond`, rounded down, and at least 1. */
  readonly burst?: number | undefined;
}

export interface TokenBucket {
  /** Milliseconds until the next free place. */
  wait(): number;
  /** Takes the next free place, and returns the milliseconds until then. */
  take(): number;
  /** Gives back a place that was taken and not used. Callers that already wait keep theirs. */
  giveBack(): void;
}

/** A token bucket that books ahead: each caller gets the next place in line, so no caller overtakes another. */
export function createTokenBucket(
  provider: string,
  options: RateLimitOptions | undefined,
  now: () => number,
): TokenBucket {
  if (options === undefined) return { wait: () => 0, take: () => 0, giveBack: () => {} };
  const where = { code: "config", inside: `rateLimit.${provider}.` } as const;
  checkFields(options, ["perSecond", "burst"], where);
  const { perSecond, burst = Math.max(1, Math.floor(perSecond)) } = options;
  if (!(perSecond > 0)) throw invalidInput(`rateLimit.${provider}.perSecond`, "must be above 0.", { code: "config" });
  if (!(burst >= 1)) throw invalidInput(`rateLimit.${provider}.burst`, "must be at least 1.", { code: "config" });
  const spacing = 1000 / perSecond;
  // The time at which the bucket will be full again if nothing more is taken.
  let fullAt = Number.NEGATIVE_INFINITY;
  const waitFrom = (start: number) => Math.max(0, start + spacing - burst * spacing - now());
  return {
    wait: () => waitFrom(Math.max(fullAt, now())),
    take() {
      const start = Math.max(fullAt, now());
      fullAt = start + spacing;
      return waitFrom(start);
    },
    giveBack() {
      fullAt -= spacing;
    },
  };
}
