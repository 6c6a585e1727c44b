import { closeSync, constants, fdatasync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";

const PIECE = 1_048_576;
const SHORT = 4096;
const LINE_FEED = 10;

/** A file that lines are added to and never taken from. */
export interface JournalFile {
  /** Adds text, and returns the place where it begins. Throws when not all of it could be written. */
  append(text: string): number;
  /** Resolves when everything added so far would survive a loss of power. Calls that come together share one write. */
  sync(): Promise<void>;
  /** Each line from an offset on, without its end; the last one is cut off if `whole` is false. */
  lines(from: number): Generator<{ readonly text: string; readonly offset: number; readonly whole: boolean }>;
  lineAt(offset: number): string;
  close(): void;
}

const flush = promisify(fdatasync);

/** Opens a file for this user alone. Fails with `EEXIST` when a new one is wanted and there is one. */
export function openJournalFile(path: string, create: boolean): JournalFile {
  const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_RDWR | O_APPEND | (create ? O_CREAT | O_EXCL : 0), 0o600);
  if (create) keepName(path);
  const short = Buffer.allocUnsafe(SHORT);
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;

  function* lines(from: number) {
    const buffer = Buffer.allocUnsafe(PIECE);
    let rest = Buffer.alloc(0);
    let offset = from;
    for (let at = from; ; ) {
      const read = readSync(file, buffer, 0, PIECE, at);
      at += read;
      const piece = Buffer.concat([rest, buffer.subarray(0, read)]);
      let start = 0;
      for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
        yield { text: piece.toString("utf8", start, end), offset, whole: true };
        offset += end + 1 - start;
        start = end + 1;
      }
      rest = piece.subarray(start);
      if (read === 0) break;
    }
    if (rest.length > 0) yield { text: rest.toString("utf8"), offset, whole: false };
  }

  return {
    append(text) {
      const bytes = Buffer.from(text);
      const offset = fstatSync(file).size;
      const written = writeSync(file, bytes);
      if (written < bytes.length) throw new Error("The disk took only a part of a line.");
      return offset;
    },
    sync() {
      // What is being flushed now may have begun before our line was written, so the next flush counts.
      if (running === undefined) {
        running = flush(file).finally(() => {
          running = undefined;
        });
        return running;
      }
      waiting ??= running
        .catch(() => {})
        .then(() => {
          waiting = undefined;
          running = flush(file).finally(() => {
            running = undefined;
          });
          return running;
        });
      return waiting;
    },
    lines,
    lineAt(offset) {
      for (let length = SHORT; ; length *= 4) {
        const buffer = length === SHORT ? short : Buffer.allocUnsafe(length);
        const read = readSync(file, buffer, 0, length, offset);
        const end = buffer.subarray(0, read).indexOf(LINE_FEED);
        if (end !== -1 || read < length) return buffer.toString("utf8", 0, end === -1 ? read : end);
      }
    },
    close: () => closeSync(file),
  };
}

/** A new file is only safe when its folder has been written too. Systems that cannot do that do it by themselves. */
function keepName(path: string): void {
  try {
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Windows opens no folders.
  }
}
