import { closeSync, constants, fdatasync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";

const CHUNK_BYTES = 1_048_576;
const SHORT_LINE_BYTES = 4096;
const LINE_FEED = 10;

/** A file to which lines are added and from which none is removed. */
export interface AppendOnlyFile {
  /** Adds text and returns its offset. Throws if not all of it could be written. */
  append(text: string): number;
  /** Resolves when everything added so far would survive a loss of power. Concurrent calls share one flush. */
  sync(): Promise<void>;
  /** Each line from an offset on, without its line end. `whole` is false for a last line that was cut off. */
  lines(from: number): Generator<{ readonly text: string; readonly offset: number; readonly whole: boolean }>;
  lineAt(offset: number): string;
  close(): void;
}

const flush = promisify(fdatasync);

/** Opens a file that only this user can read. With `create` it fails with `EEXIST` if the file exists. */
export function openAppendOnlyFile(path: string, create: boolean): AppendOnlyFile {
  const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_RDWR | O_APPEND | (create ? O_CREAT | O_EXCL : 0), 0o600);
  if (create) syncFolder(path);
  const short = Buffer.allocUnsafe(SHORT_LINE_BYTES);
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;

  function* lines(from: number) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let offset = from;
    for (let position = from; ; ) {
      const read = readSync(file, buffer, 0, CHUNK_BYTES, position);
      position += read;
      const chunk = Buffer.concat([rest, buffer.subarray(0, read)]);
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        yield { text: chunk.toString("utf8", start, end), offset, whole: true };
        offset += end + 1 - start;
        start = end + 1;
      }
      rest = chunk.subarray(start);
      if (read === 0) break;
    }
    if (rest.length > 0) yield { text: rest.toString("utf8"), offset, whole: false };
  }

  return {
    append(text) {
      const bytes = Buffer.from(text);
      const offset = fstatSync(file).size;
      const written = writeSync(file, bytes);
      if (written < bytes.length) throw new Error("The disk wrote only part of a line.");
      return offset;
    },
    sync() {
      // A flush that is running may have started before our line was written, so only the next one covers it.
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
      for (let length = SHORT_LINE_BYTES; ; length *= 4) {
        const buffer = length === SHORT_LINE_BYTES ? short : Buffer.allocUnsafe(length);
        const read = readSync(file, buffer, 0, length, offset);
        const end = buffer.subarray(0, read).indexOf(LINE_FEED);
        if (end !== -1 || read < length) return buffer.toString("utf8", 0, end === -1 ? read : end);
      }
    },
    close: () => closeSync(file),
  };
}

/** A new file survives a loss of power only once its folder is flushed too. Some systems flush the folder themselves. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Windows cannot open folders.
  }
}
