import { createHash } from "node:crypto";
import type { JournalKey } from "./offset-table.ts";

/**
 * One line of a journal. `reserved`: the row may be sent from now on. `released`: it was not, after all. `finished`: what
 * became of it. `opened` and `closed`: a process that writes.
 */
export type JournalLine =
  | { readonly kind: "reserved" | "released"; readonly key: JournalKey; readonly mark: string }
  | { readonly kind: "finished"; readonly key: JournalKey; readonly mark: string; readonly record: string }
  | { readonly kind: "opened"; readonly holder: JournalHolder }
  | { readonly kind: "closed"; readonly nonce: string };

/** A process that has a journal open. */
export interface JournalHolder {
  readonly pid: number;
  /** When the process started, in the system's own count; `-` where that cannot be told. */
  readonly started: string;
  readonly nonce: string;
  /** The machine and container that its number is of, as a hash. */
  readonly place: string;
}

// What ends a finished line. There is no tab in a record, so a line that was cut off cannot end so.
const WHOLE = "\t.";
const BEGUN = /^[rx] ([0-9a-f]{8})([0-9a-f]{8}) (\S+) \.$/;
// With s, because JSON leaves U+2028 as it is, and a dot would stop there.
const FINISHED = /^f ([0-9a-f]{8})([0-9a-f]{8}) (\S+) (.*)\t\.$/s;
const OPENED = /^o (\d+) (\d+|-) ([0-9a-f]{16}) ([0-9a-f]{16})$/;
const CLOSED = /^c ([0-9a-f]{16})$/;

/** Keys hold a hash of a number, which could be guessed; what is kept of them is shorter and hashed once more. */
export function journalKey(key: string): JournalKey {
  const digest = createHash("sha256").update(key).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4) };
}

/** A line with its end. One that opens begins with an end too: whatever was cut off before it stays on its own line. */
export function writeLine(line: JournalLine): string {
  switch (line.kind) {
    case "reserved":
      return `r ${hex(line.key)} ${encodeURIComponent(line.mark)} .\n`;
    case "released":
      return `x ${hex(line.key)} ${encodeURIComponent(line.mark)} .\n`;
    case "finished":
      return `f ${hex(line.key)} ${encodeURIComponent(line.mark)} ${onOneLine(line.record)}${WHOLE}\n`;
    case "opened":
      return `\no ${line.holder.pid} ${line.holder.started} ${line.holder.nonce} ${line.holder.place}\n`;
    case "closed":
      return `c ${line.nonce}\n`;
  }
}

/** Nothing for a line that was cut off, or is none of ours. */
export function readLine(text: string): JournalLine | undefined {
  const [, high = "", low = "", encoded = "", record] = BEGUN.exec(text) ?? FINISHED.exec(text) ?? [];
  if (high !== "") {
    const key = { high: Number.parseInt(high, 16), low: Number.parseInt(low, 16) };
    const mark = decodeURIComponent(encoded);
    if (record !== undefined) return { kind: "finished", key, mark, record: asItWas(record) };
    return { kind: text.startsWith("x") ? "released" : "reserved", key, mark };
  }
  const [, pid, started = "-", nonce = "", place = ""] = OPENED.exec(text) ?? [];
  if (pid !== undefined) return { kind: "opened", holder: { pid: Number(pid), started, nonce, place } };
  const [, closed] = CLOSED.exec(text) ?? [];
  return closed === undefined ? undefined : { kind: "closed", nonce: closed };
}

function hex({ high, low }: JournalKey): string {
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

const SHORT_FORMS = { "\\": "\\\\", "\n": "\\n", "\t": "\\t" } as const;

function onOneLine(record: string): string {
  return record.replaceAll(/[\\\n\t]/g, (character) => SHORT_FORMS[character as keyof typeof SHORT_FORMS]);
}

function asItWas(record: string): string {
  return record.replaceAll(/\\(.)/gs, (_, letter: string) => (letter === "n" ? "\n" : letter === "t" ? "\t" : letter));
}
