import { checkFields, invalidInput } from "@polysms/core";
import type { IdempotencyStore, KeyState, StoreKey } from "./store.ts";

interface Entry {
  readonly mark: string;
  readonly reservedAt: number;
  /** Absent while the key is pending. */
  readonly record?: string;
}

/** Keys that are kept and forgotten together: a group, or one key without a group. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  /** Milliseconds since 1970; infinite if something in it must not expire. */
  until: number;
}

/**
 * Keeps idempotency keys in this process: for one process and as long as it runs. A key that is pending never expires, and
 * one that is finished lives as long as polysms asks for: a day for a message, 30 days after its last activity for a
 * campaign, and without end while its outcome is unknown. About 500 bytes for each key.
 */
export function memoryIdempotencyStore(
  options: { readonly now?: (() => number) | undefined } = {},
): IdempotencyStore & {
  /** How many keys it holds. */
  readonly size: number;
} {
  checkFields(options, ["now"], { code: "config" });
  const { now = Date.now } = options;
  if (typeof now !== "function") throw invalidInput("now", "must be a function.", { code: "config" });
  const singles = new Map<string, Shelf>();
  const groups = new Map<string, Shelf>();
  let sweepAt = 0;

  const isOver = ({ entries, until }: Shelf) =>
    until <= now() && [...entries.values()].every(({ record }) => record !== undefined);
  // Expired keys are forgotten at the first use after a minute, so that no timer keeps a process alive.
  const sweep = () => {
    if (now() < sweepAt) return;
    sweepAt = now() + SWEEP_MS;
    for (const shelves of [singles, groups]) {
      for (const [name, shelf] of shelves) if (isOver(shelf)) shelves.delete(name);
    }
  };
  const place = ({ name, group }: StoreKey): [Map<string, Shelf>, string] =>
    group === undefined ? [singles, name] : [groups, group];
  const shelfOf = (key: StoreKey): Shelf | undefined => {
    sweep();
    const [shelves, at] = place(key);
    const shelf = shelves.get(at);
    if (shelf === undefined || !isOver(shelf)) return shelf;
    shelves.delete(at);
    return undefined;
  };
  const stateOf = ({ mark, record, reservedAt }: Entry): KeyState =>
    record === undefined
      ? { state: "pending", mark, ageMs: Math.max(0, now() - reservedAt) }
      : { state: "done", mark, record };

  return {
    inProcess: true,
    get size() {
      sweep();
      return [...singles.values(), ...groups.values()].reduce((sum, { entries }) => sum + entries.size, 0);
    },
    async find(key) {
      const entry = shelfOf(key)?.entries.get(key.name);
      return entry === undefined ? undefined : stateOf(entry);
    },
    async reserve(key, mark) {
      const shelf = shelfOf(key);
      const known = shelf?.entries.get(key.name);
      if (known !== undefined) {
        const isOurs = known.mark === mark && known.record === undefined;
        return isOurs ? { state: "reserved" } : stateOf(known);
      }
      const entry: Entry = { mark, reservedAt: now() };
      if (shelf !== undefined) shelf.entries.set(key.name, entry);
      else {
        const [shelves, at] = place(key);
        shelves.set(at, { entries: new Map([[key.name, entry]]), until: 0 });
      }
      return { state: "reserved" };
    },
    async finalize(key, mark, record, keepMs) {
      const shelf = shelfOf(key);
      const known = shelf?.entries.get(key.name);
      if (shelf === undefined || known?.mark !== mark) return false;
      shelf.entries.set(key.name, { ...known, record });
      const until = keepMs === "until-forgotten" ? Number.POSITIVE_INFINITY : now() + keepMs;
      // A single key is kept as long as asked for, and a group as long as the key that lives longest.
      shelf.until = key.group === undefined ? until : Math.max(shelf.until, until);
      return true;
    },
    async release(key, mark) {
      const shelf = shelfOf(key);
      const known = shelf?.entries.get(key.name);
      if (shelf === undefined || known?.mark !== mark || known.record !== undefined) return false;
      shelf.entries.delete(key.name);
      if (shelf.entries.size === 0) {
        const [shelves, at] = place(key);
        shelves.delete(at);
      }
      return true;
    },
    async *records(group) {
      for (const [name, entry] of shelfOf({ name: "", group })?.entries ?? []) yield { name, ...stateOf(entry) };
    },
    async forget(group) {
      groups.delete(group);
    },
  };
}

const SWEEP_MS = 60_000;
