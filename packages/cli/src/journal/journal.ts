import { randomUUID } from "node:crypto";
import type { IdempotencyStore, Reservation } from "polysms";
import { refuse } from "../setup/usage-error.ts";
import { type JournalFile, openJournalFile } from "./append-only-file.ts";
import { type JournalHolder, journalKey, readLine, writeLine } from "./line.ts";
import { createJournalTable, type JournalTable } from "./offset-table.ts";
import { isElsewhere, isThere, newHolder, release } from "./owner.ts";

/** The memory of one campaign: which rows were begun and what became of them, on disk before anything is sent. */
export interface Journal extends IdempotencyStore {
  /** The campaign's own name, made up when the journal was. */
  readonly campaign: string;
  /** Rows that have been begun. */
  readonly begun: number;
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

/** Begins a journal. Throws an `SmsError` when the file is there already: that campaign was begun before. */
export function beginJournal(path: string, content: string): Journal {
  const header: Header = { journal: "polysms campaign", version: 1, campaign: randomUUID(), content };
  let file: JournalFile;
  try {
    file = openJournalFile(path, true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cannotOpen(path, error);
    throw refuse(
      `${path} is there: this campaign was begun before.`,
      "Go on with --resume. To send to everybody once more, name another file with --journal.",
    );
  }
  const first = `${JSON.stringify(header)}\n`;
  file.append(first);
  return hold(path, file, header, createJournalTable(), first.length);
}

/**
 * Goes on with a journal. Throws an `SmsError` when there is none, when it is of another file or text, when another
 * process is writing to it, and when it has been damaged. `takeOver` says that whoever had it elsewhere has ended.
 */
export function resumeJournal(path: string, content: string, takeOver = false): Journal {
  let file: JournalFile;
  try {
    file = openJournalFile(path, false);
  } catch (error) {
    throw cannotOpen(path, error);
  }
  try {
    const first = file.lines(0).next().value;
    const header = first?.whole === true ? readHeader(first.text) : undefined;
    if (header === undefined) throw refuse(`${path} is no journal of a campaign; nothing was sent under it.`);
    if (header.content !== content) {
      throw refuse(
        `${path} is the journal of another campaign: the file, the text or an option has changed since it was begun.`,
        "Resume with the same file and options, or begin another campaign with --journal.",
      );
    }
    const table = createJournalTable();
    const { holders, end } = scan(path, file, table, 0);
    refuseHeld(path, holders, takeOver);
    for (const { nonce } of holders.filter(isElsewhere)) file.append(writeLine({ kind: "closed", nonce }));
    return hold(path, file, header, table, end);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Writes down that this process has the journal, and looks whether another one did at the same moment. */
function hold(path: string, file: JournalFile, header: Header, table: JournalTable, seen: number): Journal {
  const holder = newHolder();
  file.append(writeLine({ kind: "opened", holder }));
  const { holders } = scan(path, file, table, seen);
  // The first line counts, and every process sees the lines in the same order.
  const before = holders.slice(
    0,
    holders.findIndex(({ nonce }) => nonce === holder.nonce),
  );
  try {
    refuseHeld(path, before);
  } catch (error) {
    file.append(writeLine({ kind: "closed", nonce: holder.nonce }));
    release(holder);
    throw error;
  }
  return createStore(file, header, table, holder);
}

function createStore(file: JournalFile, { campaign }: Header, table: JournalTable, holder: JournalHolder): Journal {
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
    get begun() {
      return table.size;
    },
    get failure() {
      return failure;
    },
    async reserve(name, mark) {
      const key = journalKey(name);
      const known = table.get(key);
      const reservation = known === undefined ? FREE : reservationOf(file.lineAt(known));
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
      if (failure === undefined) append(writeLine({ kind: "closed", nonce: holder.nonce }));
      release(holder);
      file.close();
    },
  };
}

/** Reads lines into the table, from an offset to the end. Says who has the journal open by them. */
function scan(path: string, file: JournalFile, table: JournalTable, from: number) {
  const holders = new Map<string, JournalHolder>();
  let damaged = false;
  let end = from;
  for (const { text, offset, whole } of file.lines(from)) {
    end = offset + Buffer.byteLength(text) + (whole ? 1 : 0);
    if (text === "" || offset === 0) continue;
    const line = readLine(text);
    // What was being written when a process died is cut off: the row is not yet sent, or not known. It is the last line,
    // or the next process has opened the journal behind it.
    if (damaged && line?.kind !== "opened") throw refuse(`${path} is damaged before byte ${offset}.`);
    damaged = line === undefined;
    if (line?.kind === "opened") holders.set(line.holder.nonce, line.holder);
    else if (line?.kind === "closed") holders.delete(line.nonce);
    else if (line !== undefined) table.set(line.key, offset);
  }
  return { holders: [...holders.values()], end };
}

function refuseHeld(path: string, holders: readonly JournalHolder[], takeOver = false): void {
  const elsewhere = holders.find(isElsewhere);
  if (elsewhere !== undefined && !takeOver) {
    throw refuse(
      `${path} was opened on another machine or in another container, which has not said that it is done.`,
      "Make sure that nothing sends there any more, then resume with --take-over.",
    );
  }
  const other = holders.find((holder) => !isElsewhere(holder) && isThere(holder));
  if (other === undefined) return;
  throw refuse(`${path} is being written by process ${other.pid}.`, "Wait until it has ended.");
}

const FREE: Reservation = { state: "reserved" };

function reservationOf(text: string): Reservation {
  const line = readLine(text);
  switch (line?.kind) {
    case "released":
      return FREE;
    case "reserved":
      return { state: "pending", mark: line.mark };
    case "finished":
      return { state: "done", mark: line.mark, record: line.record };
    default:
      throw new Error("The journal has changed under us.");
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
  if (code === "ENOENT") return refuse(`There is no journal at ${path}.`, "Launch without --resume to begin.");
  return refuse(`${path} cannot be opened (${code}).`);
}
