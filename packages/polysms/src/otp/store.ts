import type { StoreCall } from "../idempotency/store.ts";

/** At most `count` places in any `windowMs` milliseconds. */
export interface OtpLimit {
  readonly count: number;
  readonly windowMs: number;
}

/**
 * A place was taken, or there was none: the index of the limit with the longest wait, and that wait in milliseconds.
 */
export type OtpPlace =
  | { readonly ok: true }
  | { readonly ok: false; readonly limit: number; readonly retryAfterMs: number };

/**
 * Where one-time codes are kept until they expire. It holds no code and no phone number: numbers are HMACs keyed with
 * `stores.secret`, and codes are HMACs keyed with the ticket's id. Neither is in the store, so it cannot be searched for
 * either. Several processes need a store and a secret that they share.
 *
 * `take` must be atomic: two callers never get the same place. It limits starts and guesses, and approves a code only
 * once. On Redis it is one script over a sorted set of times (ZREMRANGEBYSCORE, a ZCOUNT for each limit, ZADD,
 * PEXPIRE); the other two are `SET key value PX lifetime` and `GET`. If a method rejects, the caller gets an `SmsError`
 * with that as its cause, and nothing is sent or approved.
 *
 * A call waits for an answer no longer than its caller allows, and 5 seconds at most; then `call.signal` fires, and the
 * store should stop. A command that is carried out later does no harm.
 */
export interface OtpStore {
  /** The store ends with this process, so it needs no `stores.secret`. */
  readonly inProcess?: true | undefined;
  /** Takes one place under every limit, or under none. A key always comes with the same limits. */
  take(key: string, limits: readonly OtpLimit[], call?: StoreCall): Promise<OtpPlace>;
  /** Keeps a value for so many milliseconds, and replaces the one before. */
  put(key: string, value: string, lifetimeMs: number, call?: StoreCall): Promise<void>;
  /** Returns the value, or `undefined` if there is none or it has expired. */
  get(key: string, call?: StoreCall): Promise<string | undefined>;
}

/**
 * The sliding windows of {@link OtpStore.take}, for stores that keep a list of times. Returns the place, and the times
 * to keep if it was taken. Times and `now` are in milliseconds, the oldest time first.
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

const SWEEP_INTERVAL_MS = 60_000;

/**
 * Keeps codes in this process, as long as it runs. Expired entries are removed once a minute, when it is used, so its
 * size is bounded by the starts of the last hour or of the longest lifetime. `now` returns milliseconds since 1970.
 */
export function memoryOtpStore(options: { readonly now?: (() => number) | undefined } = {}): OtpStore & {
  /** How many keys it holds. */
  readonly size: number;
} {
  const { now = Date.now } = options;
  const values = new Map<string, { readonly value: string; readonly expiresAt: number }>();
  const places = new Map<string, { readonly times: readonly number[]; readonly expiresAt: number }>();
  let sweepAt = 0;
  const sweep = () => {
    if (now() < sweepAt) return;
    sweepAt = now() + SWEEP_INTERVAL_MS;
    for (const entries of [values, places]) {
      for (const [key, { expiresAt }] of entries) if (expiresAt <= now()) entries.delete(key);
    }
  };
  return {
    inProcess: true,
    get size() {
      return values.size + places.size;
    },
    async take(key, limits) {
      sweep();
      const { place, times } = takePlace(places.get(key)?.times ?? [], limits, now());
      const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
      if (place.ok) places.set(key, { times, expiresAt: now() + longest });
      return place;
    },
    async put(key, value, lifetimeMs) {
      sweep();
      values.set(key, { value, expiresAt: now() + lifetimeMs });
    },
    async get(key) {
      sweep();
      const entry = values.get(key);
      return entry !== undefined && entry.expiresAt > now() ? entry.value : undefined;
    },
  };
}
