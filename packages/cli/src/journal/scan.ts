import { hash } from "node:crypto";
import type { AppendOnlyFile } from "./append-only-file.ts";
import type { Damage, Problem } from "./damage.ts";
import { type ChainEnd, type Header, keyHash, readLine, START, type TrustedLine } from "./line.ts";
import type { OffsetTable } from "./offset-table.ts";
import type { JournalOwner } from "./owner.ts";

/** What a journal says. */
export interface Scanned {
  readonly header: Header | undefined;
  /** The process that opened the journal last, unless it has closed it. */
  readonly open: JournalOwner | undefined;
  /** The last line that can be trusted. */
  readonly end: ChainEnd;
  /** For each group that was forgotten, the number of the line that says so. */
  readonly forgotten: ReadonlyMap<string, number>;
  /** Damage that the user has accepted before, and what was found now. */
  readonly damage: Damage;
  /** The first damage that nobody has accepted. */
  readonly problem: Problem | undefined;
  /** Names everything that is damaged, so that damage which was accepted is not mixed up with damage which came later. */
  readonly damages: string;
  /** A last line without a line feed. Of a `complete` one only that is missing; a `partial` one is the last that its process wrote. */
  readonly unfinished: { readonly offset: number; readonly is: "complete" | "partial" | "damaged" } | undefined;
}

/**
 * Reads all lines into the table. `flushed` is the number of the last line that is known to have been on the disk;
 * `undefined` if the journal was closed, or its lock is lost, so that it must end with a line that says so.
 */
export function scan(file: AppendOnlyFile, table: OffsetTable, flushed: number | undefined): Scanned {
  let header: Header | undefined;
  let open: JournalOwner | undefined;
  let end: ChainEnd = START;
  let problem: Problem | undefined;
  let unfinished: Scanned["unfinished"];
  let damages = "";
  let untrusted = 0;
  let line = 0;
  const forgotten = new Map<string, number>();
  const damage: Damage = { all: false, keys: new Set(), before: 0 };

  const report = (what: string) => {
    problem ??= { line, what };
  };
  const reportHere = (what: string) => {
    report(what);
    damages = hash("sha256", `${damages} ${line}`, "base64url");
  };
  /** Whether a line may be used. Finds what is missing before it. */
  const follows = ({ number, before }: TrustedLine): boolean => {
    if (number <= end.number) {
      reportHere("is repeated, or not where it was written");
      return false;
    }
    const lost = number - end.number - 1;
    if (lost === 0 && before.check === end.check) return true;
    // If the line before is there and damaged, that has been reported.
    reportHere(
      lost === 0 ? "does not continue the one before it" : `should be line ${number}: lines before it are missing`,
    );
    // One lost line is named by the next, and of more only the last.
    if (lost === 1) damage.keys.add(before.key);
    else damage.all = true;
    damage.before = number;
    return true;
  };
  const use = (trusted: TrustedLine, offset: number) => {
    if (!follows(trusted)) return;
    untrusted = 0;
    end = trusted;
    const { entry } = trusted;
    if (entry.kind === "accepted") {
      if (entry.damages === damages) problem = undefined;
      damage.all ||= entry.all;
      for (const key of entry.keys) damage.keys.add(key);
      damage.before = trusted.number;
    } else if (entry.kind === "header") header ??= entry.header;
    else if (entry.kind === "opened") open = entry.owner;
    else if (entry.kind === "closed") open = undefined;
    else if (entry.kind === "forgotten") forgotten.set(entry.group, trusted.number);
    else table.set(keyHash(entry.key), offset);
  };
  const isWhole = (bytes: Buffer) => readLine(bytes) !== undefined;

  for (const { bytes, offset, whole } of file.lines()) {
    line += 1;
    const trusted = readLine(bytes);
    if (trusted !== undefined) {
      use(trusted, offset);
      if (!whole) unfinished = { offset, is: "complete" };
      continue;
    }
    // A process that dies while writing leaves the beginning of a line, and its lock. A row is sent only after its whole
    // line was flushed and the lock says so, so the row of this line is not sent yet, or another line says it was started.
    const isPartial = !whole && flushed !== undefined && !isWhole(bytes.subarray(0, -1));
    if (!whole) unfinished = { offset, is: isPartial ? "partial" : "damaged" };
    if (isPartial) continue;
    untrusted += 1;
    reportHere(whole ? "is not as it was written" : "is cut off, or has lost its line feed");
  }
  if (flushed !== undefined && flushed > end.number) {
    report(`is the last one, but ${flushed} were written: the end is missing`);
    untrusted += 1;
  }
  if (flushed === undefined && open !== undefined && problem === undefined) {
    report("is the last one, but does not close the journal: the end is missing");
    untrusted += 1;
  }
  if (untrusted > 0) {
    damage.all = true;
    damage.before = Number.MAX_SAFE_INTEGER;
  }
  return { header, open, end, forgotten, damage, problem, damages, unfinished };
}
