import { hash } from "node:crypto";
import type { StoreKey } from "polysms";
import type { JournalOwner } from "./owner.ts";

/** What every journal begins with. */
export interface Header {
  readonly version: 2;
  /** The campaign's own name, made up when the journal was created. */
  readonly campaign: string;
  /** A hash of everything that is sent. */
  readonly content: string;
  /** An HMAC of a constant under the secret of the marks, which says whether it is the same secret. */
  readonly secret: string;
}

/**
 * What a line says. `reserved`: the row may be sent from now on. `released`: it was not sent after all. `finished`: the
 * outcome of the row. `forgotten`: all keys of a group. `opened` and `closed`: a process that writes. `accepted`: the user
 * has accepted the damage above this line; rows with these hashes, or `all`, count as started unless a line says otherwise.
 */
export type Entry =
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "opened"; readonly owner: JournalOwner }
  | { readonly kind: "closed"; readonly nonce: string }
  | {
      readonly kind: "reserved";
      readonly key: StoreKey;
      readonly mark: string /** Since 1970. */;
      readonly atMs: number;
    }
  | { readonly kind: "released"; readonly key: StoreKey; readonly mark: string }
  | { readonly kind: "finished"; readonly key: StoreKey; readonly mark: string; readonly record: string }
  | { readonly kind: "forgotten"; readonly group: string }
  | { readonly kind: "accepted"; readonly all: boolean; readonly keys: readonly string[]; readonly damages: string };

/** The end of a chain of lines: what the next line has to say of the one before it. */
export interface ChainEnd {
  readonly number: number;
  readonly check: string;
  /** The hash of the key that the line is about, so that the next line tells which row a lost line was about. */
  readonly key: string;
}

/** A line that was read and whose checksum is right. */
export interface TrustedLine extends ChainEnd {
  readonly entry: Entry;
  readonly before: Omit<ChainEnd, "number">;
}

const NONE = "-";
export const START: ChainEnd = { number: 0, check: NONE, key: NONE };

// 72 bits of SHA-256. It finds accidents: a person who can write to the file could work out a new one.
const CHECK_LENGTH = 12;
const LINE = /^[\w-]{12} ([1-9]\d{0,14}) ([\w-]{12}|-) ([\w-]{11}|-) (\[.*\])$/s;

/** 64 bits of a hash of the key, as base64url. */
export function keyHash({ name, group }: StoreKey): string {
  return hash("sha256", JSON.stringify([group ?? null, name]), "base64url").slice(0, 11);
}

/**
 * One line: its checksum, its number, the checksum and the key of the line before, and what it says as JSON. The checksum
 * is over the rest of the line, so each line can be trusted alone, and each also names the one before it.
 */
export function writeLine(entry: Entry, previous: ChainEnd): { readonly text: string; readonly end: ChainEnd } {
  const number = previous.number + 1;
  const rest = `${number} ${previous.check} ${previous.key} ${JSON.stringify(toArray(entry))}`;
  const check = checksum(rest);
  return { text: `${check} ${rest}\n`, end: { number, check, key: keyOf(entry) } };
}

/** Reads one line without its line feed. Returns `undefined` if any bit of it is not as it was written. */
export function readLine(bytes: Buffer): TrustedLine | undefined {
  const check = bytes.toString("latin1", 0, CHECK_LENGTH);
  // Over the bytes: a bit that makes them invalid UTF-8 could be lost in a string.
  if (bytes[CHECK_LENGTH] !== 32 || checksum(bytes.subarray(CHECK_LENGTH + 1)) !== check) return undefined;
  const [, number, checkBefore = NONE, keyBefore = NONE, json = ""] = LINE.exec(bytes.toString("utf8")) ?? [];
  if (number === undefined) return undefined;
  const entry = fromArray(JSON.parse(json) as unknown[]);
  if (entry === undefined) return undefined;
  return { number: Number(number), check, key: keyOf(entry), entry, before: { check: checkBefore, key: keyBefore } };
}

function checksum(rest: string | Buffer): string {
  return hash("sha256", rest, "base64url").slice(0, CHECK_LENGTH);
}

function keyOf(entry: Entry): string {
  return "key" in entry ? keyHash(entry.key) : NONE;
}

function toArray(entry: Entry): readonly unknown[] {
  switch (entry.kind) {
    case "header":
      return ["polysms campaign", entry.header];
    case "opened":
      return ["o", entry.owner];
    case "closed":
      return ["c", entry.nonce];
    case "reserved":
      return ["r", ...inArray(entry.key), entry.mark, entry.atMs];
    case "released":
      return ["x", ...inArray(entry.key), entry.mark];
    case "finished":
      return ["f", ...inArray(entry.key), entry.mark, entry.record];
    case "forgotten":
      return ["z", entry.group];
    case "accepted":
      return ["a", entry.all, entry.keys, entry.damages];
  }
}

function inArray({ name, group }: StoreKey): readonly [string | null, string] {
  return [group ?? null, name];
}

// The checksum was right, so the fields are those of `toArray`.
function fromArray([kind, ...fields]: unknown[]): Entry | undefined {
  const [first, name, mark, last] = fields as [never, string, string, never];
  const key: StoreKey = first === null ? { name } : { name, group: first };
  switch (kind) {
    case "polysms campaign":
      return { kind: "header", header: first };
    case "o":
      return { kind: "opened", owner: first };
    case "c":
      return { kind: "closed", nonce: first };
    case "r":
      return { kind: "reserved", key, mark, atMs: last };
    case "x":
      return { kind: "released", key, mark };
    case "f":
      return { kind: "finished", key, mark, record: last };
    case "z":
      return { kind: "forgotten", group: first };
    case "a":
      return { kind: "accepted", all: first, keys: name as unknown as readonly string[], damages: mark };
    default:
      return undefined;
  }
}
