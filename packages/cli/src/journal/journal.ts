import { rmSync, statSync } from "node:fs";
import type { IdempotencyStore } from "polysms";
import { diskError } from "../setup/disk-error.ts";
import { usageError } from "../setup/usage-error.ts";
import { type AppendOnlyFile, openAppendOnlyFile } from "./append-only-file.ts";
import type { JournalOptions } from "./context.ts";
import { damagedError } from "./damage.ts";
import { checkHeader, newHeader } from "./header.ts";
import type { Header } from "./line.ts";
import { type JournalLock, takeLock } from "./lock.ts";
import { createOffsetTable, type OffsetTable } from "./offset-table.ts";
import { checkHasEnded, createOwner, type JournalOwner, releaseOwner } from "./owner.ts";
import { type Scanned, scan } from "./scan.ts";
import { createJournalStore } from "./store.ts";

/** The memory of one campaign: which rows were started and their outcomes, on disk before anything is sent. */
export interface Journal extends IdempotencyStore {
  /** The campaign's own name, made up when the journal was created. */
  readonly campaign: string;
  /** How many keys were ever reserved. */
  readonly keys: number;
  /** Set when the disk failed; nothing is reserved from then on. */
  readonly failure: Error | undefined;
  /** Never throws: a journal that cannot be closed is left like that of a process that was killed. */
  close(): void;
}

/**
 * Creates a journal. Throws a usage error if there is something in the file: that campaign was started before. An empty
 * file is what a full disk leaves at the start, before anything could be sent.
 */
export function createJournal(options: JournalOptions): Journal {
  const { path } = options;
  return withLock(options, (owner, lock) => {
    if (sizeOf(path) > 0) {
      throw usageError(
        `${path} already exists: this campaign was started before.`,
        "Continue with --resume. To send to everyone again, name another file with --journal.",
      );
    }
    const file = openFile(options, true);
    try {
      // What is left of a lock is about a journal that was deleted.
      lock.noteFlushed(0);
      return begin(options, file, owner, lock);
    } catch (error) {
      file.close();
      rmSync(path, { force: true });
      throw diskError(path, error);
    }
  });
}

/**
 * Continues a journal. Throws a usage error if there is none, if it belongs to another file, text or secret, if another
 * process has it, or if it is damaged.
 */
export function resumeJournal(options: JournalOptions): Journal {
  const { path, takeOver = false, acceptDamage = false } = options;
  if (sizeOf(path) === -1) throw usageError(`There is no journal at ${path}.`, "To start, launch without --resume.");
  return withLock(options, (owner, lock) => {
    const file = openFile(options, false);
    try {
      const table = createOffsetTable();
      const scanned = scan(file, table, lock.left?.flushed);
      if (isEmpty(scanned, lock)) {
        return orAsItWas(path, file, 0, () => {
          file.cutTo(0);
          return begin(options, file, owner, lock);
        });
      }
      const header = checkHeader(options, file, scanned);
      if (scanned.open !== undefined) checkHasEnded(path, scanned.open, owner, takeOver);
      if (scanned.problem !== undefined && !acceptDamage) throw damagedError(path, scanned.problem);
      const size = sizeOf(path);
      return orAsItWas(path, file, scanned.unfinished?.offset ?? size, () => {
        finishLastLine(file, scanned);
        return open({ options, file, table, scanned, header, owner, lock });
      });
    } catch (error) {
      file.close();
      throw error;
    }
  });
}

/** Takes the lock for as long as the journal is open, and gives it back if the journal cannot be opened. */
function withLock(options: JournalOptions, act: (owner: JournalOwner, lock: JournalLock) => Journal): Journal {
  const owner = createOwner(options.stateFolder);
  try {
    const lock = takeLock(options.path, owner, options.takeOver ?? false);
    try {
      return act(owner, lock);
    } catch (error) {
      lock.restore();
      throw error;
    }
  } catch (error) {
    releaseOwner(owner);
    throw error;
  }
}

/** Nothing but the beginning of a first line: the process ended, or the disk was full, before anything could be sent. */
function isEmpty({ end, problem, unfinished }: Scanned, { left }: JournalLock): boolean {
  return end.number === 0 && problem === undefined && (unfinished === undefined || left !== undefined);
}

function begin(options: JournalOptions, file: AppendOnlyFile, owner: JournalOwner, lock: JournalLock): Journal {
  const table = createOffsetTable();
  return open({ options, file, table, scanned: scan(file, table, 0), header: newHeader(options), owner, lock });
}

interface Opening {
  readonly options: JournalOptions;
  readonly file: AppendOnlyFile;
  readonly table: OffsetTable;
  readonly scanned: Scanned;
  readonly header: Header;
  readonly owner: JournalOwner;
  readonly lock: JournalLock;
}

function open({ options, file, table, scanned, header, owner, lock }: Opening): Journal {
  const { end, forgotten, damage, problem } = scanned;
  const {
    add,
    end: endStore,
    ...store
  } = createJournalStore({
    ...{ file, table, end, forgotten, damage },
    now: options.now ?? Date.now,
    onFlushed: (line) => lock.noteFlushed(line),
  });
  // Twice, so that one damaged line does not lose the name of the campaign, without which no row is recognised.
  if (end.number === 0) for (let copy = 0; copy < 2; copy++) add({ kind: "header", header });
  if (problem !== undefined)
    add({ kind: "accepted", all: damage.all, keys: [...damage.keys], damages: scanned.damages });
  const opened = add({ kind: "opened", owner });
  if (problem !== undefined) {
    // The lock may ask for lines that are lost no longer than the journal does not say so itself.
    file.syncNow();
    lock.noteFlushed(opened);
  }
  return {
    ...store,
    campaign: header.campaign,
    get keys() {
      return table.size;
    },
    get failure() {
      return store.failure();
    },
    close() {
      let closed = false;
      try {
        add({ kind: "closed", nonce: owner.nonce });
        file.syncNow();
        closed = true;
      } catch {
        // The lock stays, and says what the journal must hold.
      }
      endStore();
      releaseOwner(owner);
      file.close();
      lock.end(closed);
    },
  };
}

/** Removes or ends a last line that has no line feed, so that the next line stands alone. */
function finishLastLine(file: AppendOnlyFile, { unfinished }: Scanned): void {
  if (unfinished?.is === "partial") file.cutTo(unfinished.offset);
  // What is damaged is kept as it is.
  else if (unfinished !== undefined) file.append("\n");
}

/** -1 if there is no such file. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

function openFile({ path, disk }: JournalOptions, create: boolean): AppendOnlyFile {
  try {
    return openAppendOnlyFile(path, create, disk);
  } catch (error) {
    if (create) throw diskError(path, error);
    throw usageError(`${path} cannot be opened (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Removes what was added, and throws a usage error, if the disk does not take it all. */
function orAsItWas<Result>(path: string, file: AppendOnlyFile, size: number, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    file.cutTo(size);
    throw diskError(path, error);
  }
}
