import { createHash } from "node:crypto";
import type { JournalKey } from "./offset-table.ts";
import type { JournalOwner } from "./owner.ts";

/**
 * One line of a journal. `reserved`: the row may be sent from now on. `released`: it was not sent after all. `finished`:
 * the outcome of the row. `opened` and `closed`: a process that writes.
 */
type JournalLine =
  | { readonly kind: "reserved" | "released"; readonly key: JournalKey; readonly mark: string }
  | { readonly kind: "finished"; readonly key: JournalKey; readonly mark: string; readonly record: string }
  | { readonly kind: "opened"; readonly owner: JournalOwner }
  | { readonly kind: "closed"; readonly nonce: string };

// The end of a finished line. A record contains no tab, so a line that was cut off cannot end like this.
const END_OF_RECORD = "\t.";
const RESERVED = /^[rx] ([0-9a-f]{8})([0-9a-f]{8}) (\S+) \.$/;
// With s, because JSON leaves U+2028 unescaped, and a dot would stop there.
const FINISHED = /^f ([0-9a-f]{8})([0-9a-f]{8}) (\S+) (.*)\t\.$/s;
const OPENED = /^o (\d+) (\d+|-) ([0-9a-f]{16}) ([0-9a-f]{16})$/;
const CLOSED = /^c ([0-9a-f]{16})$/;

/** The key as it is kept: keys contain a hash of a number, which could be guessed, so it is shortened and hashed again. */
export function journalKey(key: string): JournalKey {
  const digest = createHash("sha256").update(key).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4) };
}

/** A line with its line end. `opened` also starts with one, so that a line that was cut off before it stays separate. */
export function writeLine(line: JournalLine): string {
  switch (line.kind) {
    case "reserved":
      return `r ${hex(line.key)} ${encodeURIComponent(line.mark)} .\n`;
    case "released":
      return `x ${hex(line.key)} ${encodeURIComponent(line.mark)} .\n`;
    case "finished":
      return `f ${hex(line.key)} ${encodeURIComponent(line.mark)} ${escapeRecord(line.record)}${END_OF_RECORD}\n`;
    case "opened":
      return `\no ${line.owner.pid} ${line.owner.started} ${line.owner.nonce} ${line.owner.machine}\n`;
    case "closed":
      return `c ${line.nonce}\n`;
  }
}

/** Reads one line. Returns `undefined` if it was cut off or is not a line of a journal. */
export function readLine(text: string): JournalLine | undefined {
  const [, high = "", low = "", encoded = "", record] = RESERVED.exec(text) ?? FINISHED.exec(text) ?? [];
  if (high !== "") {
    const key = { high: Number.parseInt(high, 16), low: Number.parseInt(low, 16) };
    const mark = decodeURIComponent(encoded);
    if (record !== undefined) return { kind: "finished", key, mark, record: unescapeRecord(record) };
    return { kind: text.startsWith("x") ? "released" : "reserved", key, mark };
  }
  const [, pid, started = "-", nonce = "", machine = ""] = OPENED.exec(text) ?? [];
  if (pid !== undefined) return { kind: "opened", owner: { pid: Number(pid), started, nonce, machine } };
  const [, closed] = CLOSED.exec(text) ?? [];
  return closed === undefined ? undefined : { kind: "closed", nonce: closed };
}

function hex({ high, low }: JournalKey): string {
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

const ESCAPES = { "\\": "\\\\", "\n": "\\n", "\t": "\\t" } as const;

function escapeRecord(record: string): string {
  return record.replaceAll(/[\\\n\t]/g, (character) => ESCAPES[character as keyof typeof ESCAPES]);
}

function unescapeRecord(record: string): string {
  return record.replaceAll(/\\(.)/gs, (_, letter: string) => (letter === "n" ? "\n" : letter === "t" ? "\t" : letter));
}
