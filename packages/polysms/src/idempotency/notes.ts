import type { IdempotencyStore } from "./store.ts";
import { attemptWithin, reserve } from "./store-call.ts";

/**
 * Keeps a note under its own key: the first note wins, and later callers get that one. Resolves to `undefined` if a
 * caller has reserved the key and its note never arrived. Rejects with an `SmsError` if the store fails.
 */
export type KeepNote = (key: string, note: string) => Promise<string | undefined>;

export function createNotes(store: IdempotencyStore): KeepNote {
  const running = new Map<string, Promise<string | undefined>>();
  const keep: KeepNote = async (key, note) => {
    const first = await reserve(store, key, MARK);
    if (first.state === "done") return first.record;
    if (first.state === "pending") return undefined;
    await attemptWithin(async () => store.finalize(key, MARK, note, true));
    // Read back, because a failure of `finalize` is ignored.
    const kept = await reserve(store, key, MARK);
    return kept.state === "done" ? kept.record : undefined;
  };
  return (key, note) => {
    const other = running.get(key);
    if (other !== undefined) return other;
    const result = keep(key, note).finally(() => running.delete(key));
    running.set(key, result);
    return result;
  };
}

// A note has no message; the mark only has to be the same for every caller.
const MARK = "polysms note";
