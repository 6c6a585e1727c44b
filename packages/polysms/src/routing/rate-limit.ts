import { checkFields, invalidInput } from "@polysms/core";

/** Requests per second to one provider, and how many may go at once after a pause (as many unless told). */
export interface RateLimitOptions {
  readonly perSecond: number;
  readonly burst?: number | undefined;
}

export interface TokenBucket {
  /** How many milliseconds away the next free place is. */
  wait(): number;
  /** Takes the next free place, and says the same. */
  take(): number;
  /** Gives a place back that was taken and not used. Those who wait already keep theirs. */
  giveBack(): void;
}

/** A token bucket that books ahead: whoever asks gets the next place in line, so nobody is overtaken. */
export function createBucket(provider: string, options: RateLimitOptions | undefined, now: () => number): TokenBucket {
  if (options === undefined) return { wait: () => 0, take: () => 0, giveBack: () => {} };
  const where = { code: "config", inside: `rateLimit.${provider}.` } as const;
  checkFields(options, ["perSecond", "burst"], where);
  const { perSecond, burst = Math.max(1, Math.floor(perSecond)) } = options;
  if (!(perSecond > 0)) throw invalidInput(`rateLimit.${provider}.perSecond`, "must be above 0.", { code: "config" });
  if (!(burst >= 1)) throw invalidInput(`rateLimit.${provider}.burst`, "must be at least 1.", { code: "config" });
  const spacing = 1000 / perSecond;
  // The time at which the bucket would be full again, were nothing more taken.
  let fullAt = Number.NEGATIVE_INFINITY;
  const waitFrom = (begin: number) => Math.max(0, begin + spacing - burst * spacing - now());
  return {
    wait: () => waitFrom(Math.max(fullAt, now())),
    take() {
      const begin = Math.max(fullAt, now());
      fullAt = begin + spacing;
      return waitFrom(begin);
    },
    giveBack() {
      fullAt -= spacing;
    },
  };
}
