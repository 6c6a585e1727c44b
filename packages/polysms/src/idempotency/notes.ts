import { invalidInput } from "@polysms/core";
import { newReference } from "../hashing/reference.ts";
import type { IdempotencyStore, Reservation } from "./store.ts";
import { attemptWithin, reserve } from "./store-call.ts";

/**
 * Keeps a note under its own key: the first note wins, and later callers get that one. Resolves to `undefined` if a
 * caller has reserved the key and its note never arrived. Rejects with an `SmsError` if the store fails.
 */
export type KeepNote = (key: string, note: string) => Promise<string | undefined>;

export function createNotes(store: IdempotencyStore): KeepNote {
  const running = new Map<string, Promise<string | undefined>>();
  const keep: KeepNote = async (key, note) => {
    const mark = `${NOTE}.${newReference()}`;
    const first = await reserve(store, key, mark);
    if (first.state !== "reserved") return noteIn(first);
    await attemptWithin(async () => store.finalize(key, mark, note, true));
    // Read back, because a failure of `finalize` is ignored.
    return noteIn(await reserve(store, key, mark));
  };
  return (key, note) => {
    const other = running.get(key);
    if (other !== undefined) return other;
    const result = keep(key, note).finally(() => running.delete(key));
    running.set(key, result);
    return result;
  };
}

const NOTE = "polysms note";

function noteIn(kept: Reservation): string | undefined {
  if (kept.state === "reserved" || kept.mark.split(".")[0] === NOTE)
    return kept.state === "done" ? kept.record : undefined;
  throw invalidInput("idempotencyKey", "was used for another message; use a new key for each campaign.");
}
