import { hash } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { createFile, replaceFile } from "../setup/create-file.ts";
import { diskError } from "../setup/disk-error.ts";
import { usageError } from "../setup/usage-error.ts";
import { checkHasEnded, type JournalOwner } from "./owner.ts";

const CHECK_LENGTH = 12;
const DIGITS = 15;
const TRIES = 3;

/**
 * The file beside a journal that says which process has it, and how many lines are known to be on the disk. It is removed
 * when the journal is closed; a process that is killed leaves it, and with it the proof of how long the journal must be.
 */
export interface JournalLock {
  /** What the process before left: the number of the last line that it flushed. `undefined` if it had closed the journal. */
  readonly left: { readonly flushed: number } | undefined;
  /** Notes that all lines up to this one are on the disk. */
  noteFlushed(line: number): void;
  /** Gives the journal back as it was found. */
  restore(): void;
  /** Ends the lock. `closed` says that the journal is complete, otherwise the file stays. */
  end(closed: boolean): void;
}

interface Content {
  readonly text: string;
  readonly owner: JournalOwner;
  readonly flushed: number;
}

/**
 * Takes the journal for this process. Creating the file is atomic on one machine and on a shared folder. Throws a usage
 * error if another process has it, or may have it.
 */
export function takeLock(journal: string, owner: JournalOwner, takeOver: boolean): JournalLock {
  const path = `${journal}.lock`;
  let before: Content | undefined;
  try {
    before = take(journal, path, owner, takeOver);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : diskError(path, error);
  }
  const file = openSync(path, "r+");
  return {
    left: before,
    noteFlushed(line) {
      writeSync(file, flushedLine(line, owner.nonce), 0);
    },
    restore() {
      closeSync(file);
      if (before === undefined) rmSync(path, { force: true });
      else replaceFile(path, before.text);
    },
    end(closed) {
      closeSync(file);
      // A process that took over has its own file there.
      if (closed && read(path)?.owner.nonce === owner.nonce) rmSync(path, { force: true });
    },
  };
}

function take(journal: string, path: string, self: JournalOwner, takeOver: boolean): Content | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    if (createFile(path, contentOf(self, 0))) return undefined;
    const held = read(path);
    // It was released at this moment.
    if (held === undefined) continue;
    checkHasEnded(journal, held.owner, self, takeOver);
    // Of many that find the same dead owner, one gets the right to follow it. It may die as well, so this is a lock too.
    const claim = `${path}.${held.owner.nonce}`;
    take(journal, claim, self, takeOver);
    try {
      if (read(path)?.owner.nonce !== held.owner.nonce) continue;
      replaceFile(path, contentOf(self, held.flushed));
      return held;
    } finally {
      rmSync(claim, { force: true });
    }
  }
  throw usageError(`${journal} is being opened by another process.`, "Wait until that process has ended.");
}

function read(path: string): Content | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const content = parse(text);
  if (content !== undefined) return content;
  throw usageError(
    `${path} is damaged, so it cannot be known which process has the journal and how long it must be.`,
    "Make sure that nothing is sending, delete that file, and resume with --accept-damage.",
  );
}

function parse(text: string): Content | undefined {
  try {
    const [first = "", second = ""] = text.split("\n");
    const owner = JSON.parse(second.slice(CHECK_LENGTH + 1)) as JournalOwner;
    const flushed = Number(first.slice(CHECK_LENGTH + 1));
    return text === contentOf(owner, flushed) ? { text, owner, flushed } : undefined;
  } catch {
    return undefined;
  }
}

function contentOf(owner: JournalOwner, flushed: number): string {
  const json = JSON.stringify(owner);
  return `${flushedLine(flushed, owner.nonce)}${checkOf(json)} ${json}\n`;
}

/** Always as long as it was, so that writing it again needs no space on the disk. */
function flushedLine(line: number, nonce: string): string {
  return `${checkOf(`${line} ${nonce}`)} ${String(line).padStart(DIGITS, "0")}\n`;
}

function checkOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, CHECK_LENGTH);
}
