/** At most `count` places in any `windowMs` milliseconds. */
export interface OtpLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** A place that was taken, or the index of the limit that refused it longest, and the milliseconds until it is free. */
export type OtpPlace =
  | { readonly ok: true }
  | { readonly ok: false; readonly limit: number; readonly retryAfterMs: number };

/**
 * Where one-time codes are kept until they run out. Holds no code and no telephone number: keys are hashed, codes are
 * sealed with the ticket's id, which is not in the store. Several processes need a store that they share.
 *
 * `take` must be atomic: two callers never get the same place. It is what limits guesses, starts and successes. On
 * Redis it is one script over a sorted set of times (ZREMRANGEBYSCORE, a ZCOUNT for each limit, ZADD, PEXPIRE); the
 * other two are `SET key value PX lifetime` and `GET`. What a method rejects with comes back as an `SmsError`, and
 * nothing is sent or approved.
 */
export interface OtpStore {
  /** Takes one place under every limit, or under none of them. A key always comes with the same limits. */
  take(key: string, limits: readonly OtpLimit[]): Promise<OtpPlace>;
  /** Keeps a text for so many milliseconds, in the place of the one before. */
  put(key: string, value: string, lifetimeMs: number): Promise<void>;
  get(key: string): Promise<string | undefined>;
}

/**
 * The sliding windows of {@link OtpStore.take}, for stores that keep a list of times: the place, and the times to keep
 * if it was taken. Times are in milliseconds, oldest first.
 */
export function takePlace(
  times: readonly number[],
  limits: readonly OtpLimit[],
  now: number,
): { readonly place: OtpPlace; readonly times: readonly number[] } {
  const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
  const recent = times.filter((time) => time > now - longest);
  const waits = limits.map(({ count, windowMs }) => {
    const blocking = recent.at(-count);
    return blocking === undefined ? 0 : blocking + windowMs - now;
  });
  const retryAfterMs = Math.max(0, ...waits);
  if (retryAfterMs > 0) {
    return { place: { ok: false, limit: waits.indexOf(retryAfterMs), retryAfterMs }, times: recent };
  }
  return { place: { ok: true }, times: [...recent, now] };
}

const SWEEP_MS = 60_000;

/**
 * Keeps codes in this process: for one process and as long as it runs. Whatever has run out is forgotten at the first
 * use after a minute, so what it holds is bounded by the starts of the last hour or of the longest lifetime.
 */
export function memoryOtpStore(options: { readonly now?: (() => number) | undefined } = {}): OtpStore & {
  /** How many keys it holds. */
  readonly size: number;
} {
  const { now = Date.now } = options;
  const values = new Map<string, { readonly value: string; readonly until: number }>();
  const places = new Map<string, { readonly times: readonly number[]; readonly until: number }>();
  let sweepAt = 0;
  const sweep = () => {
    if (now() < sweepAt) return;
    sweepAt = now() + SWEEP_MS;
    for (const kept of [values, places]) {
      for (const [key, { until }] of kept) if (until <= now()) kept.delete(key);
    }
  };
  return {
    get size() {
      return values.size + places.size;
    },
    async take(key, limits) {
      sweep();
      const { place, times } = takePlace(places.get(key)?.times ?? [], limits, now());
      const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
      if (place.ok) places.set(key, { times, until: now() + longest });
      return place;
    },
    async put(key, value, lifetimeMs) {
      sweep();
      values.set(key, { value, until: now() + lifetimeMs });
    },
    async get(key) {
      sweep();
      const kept = values.get(key);
      return kept !== undefined && kept.until > now() ? kept.value : undefined;
    },
  };
}
