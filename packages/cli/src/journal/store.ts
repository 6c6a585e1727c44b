import type { IdempotencyStore, KeyState, StoreKey } from "polysms";
import type { AppendOnlyFile } from "./append-only-file.ts";
import type { Damage } from "./damage.ts";
import { type ChainEnd, type Entry, keyHash, readLine, type TrustedLine, writeLine } from "./line.ts";
import type { OffsetTable } from "./offset-table.ts";

/** What a journal is made of while it is open. */
interface StoreParts {
  readonly file: AppendOnlyFile;
  readonly table: OffsetTable;
  readonly end: ChainEnd;
  readonly forgotten: ReadonlyMap<string, number>;
  readonly damage: Damage;
  readonly now: () => number;
  /** Called when lines are on the disk, with the number of the last one. */
  readonly onFlushed: (line: number) => void;
}

interface JournalStore extends IdempotencyStore {
  /** What the disk failed with; nothing is written from then on. */
  readonly failure: () => Error | undefined;
  /** Adds a line and returns its number. Throws if the disk fails, now or earlier. */
  add(entry: Entry): number;
  /** Every later call rejects, and does not touch the file. */
  end(): void;
}

/** Nobody waits for a row that another process started: that process has ended, or this one would not have the journal. */
const LONG_AGO_MS = 24 * 60 * 60 * 1_000;

/**
 * The idempotency store over the lines of a journal. It keeps everything until its file is deleted, however long it was
 * asked to: a file that forgets by itself would send again.
 */
export function createJournalStore(parts: StoreParts): JournalStore {
  const { file, table, damage, now } = parts;
  const firstOwnLine = parts.end.number + 1;
  const forgotten = new Map(parts.forgotten);
  let { end } = parts;
  let failure: Error | undefined;
  let isOver = false;
  let flushed = 0;

  const guarded = <Result>(act: () => Result): Result => {
    if (failure !== undefined) throw failure;
    // The system may have given the number of the file to another one by now.
    if (isOver) throw new Error("The journal is closed.");
    try {
      return act();
    } catch (error) {
      failure = error as Error;
      throw error;
    }
  };
  const add = (entry: Entry): number =>
    guarded(() => {
      const { text, end: newEnd } = writeLine(entry, end);
      const offset = file.append(text);
      end = newEnd;
      if ("key" in entry) table.set(end.key, offset);
      return end.number;
    });
  /** Resolves when a line is on the disk. */
  const flush = async (line: number) => {
    try {
      await file.sync();
    } catch (error) {
      failure ??= error as Error;
    }
    // A failed flush may have dropped what it should have written, also what belongs to others that wait for it.
    guarded(() => {
      flushed = Math.max(flushed, line);
      parts.onFlushed(flushed);
    });
  };

  const lineAt = (offset: number): TrustedLine => {
    const line = readLine(file.lineAt(offset));
    if (line !== undefined) return line;
    throw new Error("another program changed it while it was open");
  };
  const forgottenAt = ({ group }: StoreKey) => (group === undefined ? 0 : (forgotten.get(group) ?? 0));
  const stateIn = ({ entry, number }: TrustedLine): KeyState | undefined => {
    if (entry.kind !== "reserved" && entry.kind !== "finished") return undefined;
    if (number < forgottenAt(entry.key)) return undefined;
    if (entry.kind === "finished") return { state: "done", mark: entry.mark, record: entry.record };
    const ageMs = Math.max(0, now() - entry.atMs);
    return { state: "pending", mark: entry.mark, ageMs: number < firstOwnLine ? Math.max(ageMs, LONG_AGO_MS) : ageMs };
  };
  /** The state of a key, and the number of the line that says so; 0 if there is none. */
  const look = (key: StoreKey): { readonly state: KeyState | undefined; readonly number: number } =>
    guarded(() => {
      const offset = table.get(keyHash(key));
      if (offset === undefined) return { state: undefined, number: 0 };
      const line = lineAt(offset);
      if (!("key" in line.entry) || line.entry.key.name !== key.name || line.entry.key.group !== key.group) {
        throw new Error("two of its keys have the same hash");
      }
      const number = Math.max(line.number, forgottenAt(key));
      return { state: stateIn(line), number };
    });
  /** Whether a lost or damaged line may have said that this key is taken. */
  const isDoubtful = (key: StoreKey, number: number) =>
    number < damage.before && (damage.all || damage.keys.has(keyHash(key)));

  return {
    failure: () => failure,
    add,
    end() {
      isOver = true;
    },
    async find(key, { signal }) {
      signal.throwIfAborted();
      return look(key).state;
    },
    async reserve(key, mark, { signal }) {
      signal.throwIfAborted();
      const { state, number } = look(key);
      if (state !== undefined) {
        if (state.state === "done" || state.mark !== mark) return state;
        await flush(end.number);
        return { state: "reserved" };
      }
      if (isDoubtful(key, number)) {
        // The same message, so that it is unknown and not another one, but the mark of no call.
        const lost = `${mark.split(".")[0]}.damaged`;
        await flush(add({ kind: "reserved", key, mark: lost, atMs: 0 }));
        return { state: "pending", mark: lost, ageMs: now() };
      }
      await flush(add({ kind: "reserved", key, mark, atMs: now() }));
      return { state: "reserved" };
    },
    // Not flushed: a line that is lost makes the row unknown, and never sends it twice.
    async finalize(key, mark, record) {
      if (look(key).state?.mark !== mark) return false;
      add({ kind: "finished", key, mark, record });
      return true;
    },
    async release(key, mark) {
      const { state } = look(key);
      if (state?.state !== "pending" || state.mark !== mark) return false;
      add({ kind: "released", key, mark });
      return true;
    },
    async *records(group) {
      for (const offset of table.offsets()) {
        const line = guarded(() => lineAt(offset));
        const state = stateIn(line);
        if (state !== undefined && "key" in line.entry && line.entry.key.group === group) {
          yield { name: line.entry.key.name, ...state };
        }
      }
    },
    async forget(group) {
      const line = add({ kind: "forgotten", group });
      await flush(line);
      forgotten.set(group, line);
    },
  };
}
