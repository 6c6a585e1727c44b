import { randomUUID } from "node:crypto";
import type { IdempotencyStore, Reservation } from "polysms";
import { usageError } from "../setup/usage-error.ts";
import { type AppendOnlyFile, openAppendOnlyFile } from "./append-only-file.ts";
import { journalKey, readLine, writeLine } from "./line.ts";
import { createOffsetTable, type OffsetTable } from "./offset-table.ts";
import { checkNotOwned, createOwner, isElsewhere, type JournalOwner, releaseOwner } from "./owner.ts";
import { scan } from "./scan.ts";

/** The memory of one campaign: which rows were started and their outcomes, on disk before anything is sent. */
export interface Journal extends IdempotencyStore {
  /** The campaign's own name, made up when the journal was created. */
  readonly campaign: string;
  /** How many rows were started. */
  readonly startedRows: number;
  /** Set when the disk failed; nothing is reserved from then on. */
  readonly failure: Error | undefined;
  close(): void;
}

interface Header {
  readonly journal: "polysms campaign";
  readonly version: 1;
  readonly campaign: string;
  /** A hash of everything that is sent. */
  readonly content: string;
}

/** Creates a journal. Throws a usage error if the file already exists: that campaign was started before. */
export function createJournal(path: string, content: string): Journal {
  const header: Header = { journal: "polysms campaign", version: 1, campaign: randomUUID(), content };
  let file: AppendOnlyFile;
  try {
    file = openAppendOnlyFile(path, true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cannotOpen(path, error);
    throw usageError(
      `${path} already exists: this campaign was started before.`,
      "Continue with --resume. To send to everyone again, name another file with --journal.",
    );
  }
  const first = `${JSON.stringify(header)}\n`;
  file.append(first);
  return takeOwnership(path, file, header, createOffsetTable(), first.length);
}

/**
 * Continues a journal. Throws a usage error if there is none, if it belongs to another file or text, if another process
 * is writing to it, or if it is damaged. `takeOver` says that an owner on another machine has ended.
 */
export function resumeJournal(path: string, content: string, takeOver = false): Journal {
  let file: AppendOnlyFile;
  try {
    file = openAppendOnlyFile(path, false);
  } catch (error) {
    throw cannotOpen(path, error);
  }
  try {
    const first = file.lines(0).next().value;
    const header = first?.whole === true ? readHeader(first.text) : undefined;
    if (header === undefined) {
      throw usageError(
        `${path} is not the journal of a campaign.`,
        "Nothing was sent under it: name the right one with --journal, or launch without --resume.",
      );
    }
    if (header.content !== content) {
      throw usageError(
        `${path} is the journal of another campaign: the file, the text or an option has changed since it was started.`,
        "Resume with the same file and options, or start another campaign with --journal.",
      );
    }
    const table = createOffsetTable();
    const { owners, end } = scan(path, file, table, 0);
    checkNotOwned(path, owners, takeOver);
    for (const { nonce } of owners.filter(isElsewhere)) file.append(writeLine({ kind: "closed", nonce }));
    return takeOwnership(path, file, header, table, end);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Records that this process owns the journal, and checks whether another one did so at the same moment. */
function takeOwnership(path: string, file: AppendOnlyFile, header: Header, table: OffsetTable, seen: number): Journal {
  const owner = createOwner();
  file.append(writeLine({ kind: "opened", owner }));
  const { owners } = scan(path, file, table, seen);
  // The first line wins, and every process sees the lines in the same order.
  const before = owners.slice(
    0,
    owners.findIndex(({ nonce }) => nonce === owner.nonce),
  );
  try {
    checkNotOwned(path, before);
  } catch (error) {
    file.append(writeLine({ kind: "closed", nonce: owner.nonce }));
    releaseOwner(owner);
    throw error;
  }
  return createStore(file, header, table, owner);
}

function createStore(file: AppendOnlyFile, { campaign }: Header, table: OffsetTable, owner: JournalOwner): Journal {
  let failure: Error | undefined;
  const append = (text: string): number => {
    if (failure !== undefined) throw failure;
    try {
      return file.append(text);
    } catch (error) {
      failure = error as Error;
      throw error;
    }
  };
  return {
    campaign,
    get startedRows() {
      return table.size;
    },
    get failure() {
      return failure;
    },
    async reserve(name, mark) {
      const key = journalKey(name);
      const known = table.get(key);
      const reservation = known === undefined ? RESERVED : reservationOf(file.lineAt(known));
      if (reservation.state !== "reserved") return reservation;
      table.set(key, append(writeLine({ kind: "reserved", key, mark })));
      await file.sync().catch((error: Error) => {
        failure = error;
        throw error;
      });
      return reservation;
    },
    // Not flushed: a line that is lost makes the row unknown, and never sends it twice.
    async finalize(name, mark, record) {
      const key = journalKey(name);
      table.set(key, append(writeLine({ kind: "finished", key, mark, record })));
    },
    async release(name, mark) {
      const key = journalKey(name);
      table.set(key, append(writeLine({ kind: "released", key, mark })));
    },
    close() {
      if (failure === undefined) append(writeLine({ kind: "closed", nonce: owner.nonce }));
      releaseOwner(owner);
      file.close();
    },
  };
}

const RESERVED: Reservation = { state: "reserved" };

function reservationOf(text: string): Reservation {
  const line = readLine(text);
  switch (line?.kind) {
    case "released":
      return RESERVED;
    case "reserved":
      return { state: "pending", mark: line.mark };
    case "finished":
      return { state: "done", mark: line.mark, record: line.record };
    default:
      throw new Error("Another program changed the journal while it was open.");
  }
}

function readHeader(text: string): Header | undefined {
  try {
    const header = JSON.parse(text) as Partial<Header>;
    return header.journal === "polysms campaign" && header.version === 1 ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}

function cannotOpen(path: string, error: unknown) {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return usageError(`There is no journal at ${path}.`, "To start, launch without --resume.");
  return usageError(`${path} cannot be opened (${code}).`);
}
