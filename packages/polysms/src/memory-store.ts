import type { IdempotencyStore, Reservation } from "./idempotency.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps idempotency keys in this process: for one process and as long as it runs. Finished keys are forgotten after a
 * day, keys with an unknown outcome never.
 */
export function memoryStore(options: { readonly keepMs?: number; readonly now?: () => number } = {}): IdempotencyStore {
  const { keepMs = DAY_MS, now = Date.now } = options;
  const entries = new Map<string, { reservation: Exclude<Reservation, { state: "reserved" }>; until: number }>();
  // Entries stand in the order of their making, so the first ones run out first.
  const forget = () => {
    for (const [key, { until }] of entries) {
      if (until === Number.POSITIVE_INFINITY) continue;
      if (until > now()) break;
      entries.delete(key);
    }
  };
  return {
    async reserve(key, fingerprint) {
      forget();
      const known = entries.get(key);
      if (known !== undefined && known.until > now()) return known.reservation;
      entries.set(key, { reservation: { state: "pending", fingerprint }, until: Number.POSITIVE_INFINITY });
      return { state: "reserved" };
    },
    async finalize(key, fingerprint, record, keep) {
      entries.delete(key);
      const until = keep ? Number.POSITIVE_INFINITY : now() + keepMs;
      entries.set(key, { reservation: { state: "done", fingerprint, record }, until });
    },
    async release(key) {
      entries.delete(key);
    },
  };
}
