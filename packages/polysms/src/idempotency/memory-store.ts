import type { IdempotencyStore, Reservation } from "./store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps idempotency keys in this process, as long as it runs. Finished keys are forgotten after `maxAgeMs`
 * milliseconds, by default a day; keys with an unknown outcome are never forgotten. `now` returns milliseconds since
 * 1970.
 */
export function memoryIdempotencyStore(
  options: { readonly maxAgeMs?: number; readonly now?: () => number } = {},
): IdempotencyStore {
  const { maxAgeMs = DAY_MS, now = Date.now } = options;
  type Known = Exclude<Reservation, { state: "reserved" }>;
  const open = new Map<string, Known>();
  // In the order in which they finished, so the first ones expire first.
  const finished = new Map<string, { readonly known: Known; readonly expiresAt: number }>();
  const forget = () => {
    for (const [key, { expiresAt }] of finished) {
      if (expiresAt > now()) break;
      finished.delete(key);
    }
  };
  return {
    async reserve(key, mark) {
      forget();
      const known = open.get(key) ?? finished.get(key)?.known;
      if (known !== undefined) return known;
      open.set(key, { state: "pending", mark });
      return { state: "reserved" };
    },
    async finalize(key, mark, record, keep) {
      const known: Known = { state: "done", mark, record };
      finished.delete(key);
      if (keep) open.set(key, known);
      else {
        open.delete(key);
        finished.set(key, { known, expiresAt: now() + maxAgeMs });
      }
    },
    async release(key) {
      open.delete(key);
    },
  };
}
