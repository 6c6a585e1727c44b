import { invalidInput } from "@polysms/core";
import type { StoreLimits } from "../concurrency/ask-store.ts";
import { newReference } from "../hashing/reference.ts";
import type { IdempotencyStore, KeyState } from "./store.ts";
import { askStore, attemptStore, reserveKey } from "./store-call.ts";

/** Texts that are kept under keys of their own, in the store of the idempotency keys. */
export interface Notes {
  /** The note under a key, or `undefined` if there is none. */
  find(key: string, limits: StoreLimits): Promise<string | undefined>;
  /**
   * Keeps a note until it is forgotten: the first one wins, and later callers get that one. Resolves to `undefined` if a
   * caller has reserved the key and its note never arrived. Rejects with an `SmsError` if the store fails.
   */
  keep(key: string, note: string, limits: StoreLimits): Promise<string | undefined>;
  /** Notes an activity in a group, which is kept for so long from now. */
  touch(group: string, keepMs: number, limits: StoreLimits): Promise<void>;
  /** Whether the group is known: false if it was never touched, or if it has expired. */
  has(group: string, limits: StoreLimits): Promise<boolean>;
}

const NOTE = "polysms note";
const ACTIVITY = "activity";

export function createNotes(store: IdempotencyStore): Notes {
  const running = new Map<string, Promise<string | undefined>>();
  const keep = async (name: string, note: string, limits: StoreLimits) => {
    // A mark of its own for each caller, so that only one of them holds the reservation.
    const mark = `${NOTE}.${newReference()}`;
    const first = await reserveKey(store, { name }, mark, limits);
    if (first.state !== "reserved") return noteIn(first);
    await attemptStore(limits, (call) => store.finalize({ name }, mark, note, "until-forgotten", call));
    // Read back, because a failure of `finalize` is ignored.
    return noteIn(await askStore(limits, (call) => store.find({ name }, call)));
  };
  return {
    find: async (name, limits) => noteIn(await askStore(limits, (call) => store.find({ name }, call))),
    keep(key, note, limits) {
      const other = running.get(key);
      if (other !== undefined) return other;
      const result = keep(key, note, limits).finally(() => running.delete(key));
      running.set(key, result);
      return result;
    },
    async touch(group, keepMs, limits) {
      const key = { name: ACTIVITY, group };
      const reserved = await reserveKey(store, key, NOTE, limits);
      const mark = reserved.state === "reserved" ? NOTE : reserved.mark;
      await askStore(limits, (call) => store.finalize(key, mark, ACTIVITY, keepMs, call));
    },
    async has(group, limits) {
      return (await askStore(limits, (call) => store.find({ name: ACTIVITY, group }, call))) !== undefined;
    },
  };
}

function noteIn(kept: KeyState | undefined): string | undefined {
  if (kept === undefined) return undefined;
  if (kept.mark.split(".")[0] === NOTE) return kept.state === "done" ? kept.record : undefined;
  throw invalidInput("idempotencyKey", "was used for another message; use a new key for each campaign.");
}
