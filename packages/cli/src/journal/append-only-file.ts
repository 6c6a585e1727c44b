import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import { syncFolder } from "../setup/create-file.ts";

const CHUNK_BYTES = 1_048_576;
const SHORT_LINE_BYTES = 4096;
const LINE_FEED = 10;

/** The calls of the system that put something on a disk. Tests count them, and let them fail. */
export interface Disk {
  write(file: number, bytes: Buffer): number;
  flush(file: number): Promise<void>;
  flushNow(file: number): void;
}

export const systemDisk: Disk = { write: writeSync, flush: promisify(fdatasync), flushNow: fdatasyncSync };

/** A file to which lines are added and from which none is removed. */
export interface AppendOnlyFile {
  /** Adds text and returns its offset. Throws if not all of it could be written, or if another process wrote. */
  append(text: string): number;
  /** Resolves when everything added so far would survive a loss of power. Concurrent calls share one flush. */
  sync(): Promise<void>;
  syncNow(): void;
  /** Each line, without its line end. `whole` is false for a last line without a line end. */
  lines(): Generator<{ readonly bytes: Buffer; readonly offset: number; readonly whole: boolean }>;
  lineAt(offset: number): Buffer;
  /** Removes what follows, which is a last line that was not written to its end. */
  cutTo(length: number): void;
  close(): void;
}

/** Opens a file that only this user can read, and creates it if it is missing. */
export function openAppendOnlyFile(path: string, create: boolean, disk: Disk = systemDisk): AppendOnlyFile {
  const { O_RDWR, O_APPEND, O_CREAT } = constants;
  const file = openSync(path, O_RDWR | O_APPEND | (create ? O_CREAT : 0), 0o600);
  if (create) syncFolder(path);
  const short = Buffer.allocUnsafe(SHORT_LINE_BYTES);
  let size = fstatSync(file).size;
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;

  function* lines() {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let offset = 0;
    for (let position = 0; ; ) {
      const read = readSync(file, buffer, 0, CHUNK_BYTES, position);
      position += read;
      const chunk = Buffer.concat([rest, buffer.subarray(0, read)]);
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        yield { bytes: chunk.subarray(start, end), offset, whole: true };
        offset += end + 1 - start;
        start = end + 1;
      }
      rest = chunk.subarray(start);
      if (read === 0) break;
    }
    if (rest.length > 0) yield { bytes: rest, offset, whole: false };
  }

  return {
    append(text) {
      const bytes = Buffer.from(text);
      const offset = size;
      // Only this process may write, so another size means that another one took the file over.
      if (fstatSync(file).size !== size) throw new Error("another program is writing to it");
      const written = disk.write(file, bytes);
      size += written;
      if (written < bytes.length) throw new Error("the disk is full or has a limit: it took only part of a line");
      return offset;
    },
    sync() {
      // A flush that is running may have started before our line was written, so only the next one covers it.
      if (running === undefined) {
        running = disk.flush(file).finally(() => {
          running = undefined;
        });
        return running;
      }
      waiting ??= running
        .catch(() => {})
        .then(() => {
          waiting = undefined;
          running = disk.flush(file).finally(() => {
            running = undefined;
          });
          return running;
        });
      return waiting;
    },
    syncNow: () => disk.flushNow(file),
    lines,
    lineAt(offset) {
      for (let length = SHORT_LINE_BYTES; ; length *= 4) {
        const buffer = length === SHORT_LINE_BYTES ? short : Buffer.allocUnsafe(length);
        const read = readSync(file, buffer, 0, length, offset);
        const end = buffer.subarray(0, read).indexOf(LINE_FEED);
        if (end !== -1 || read < length) return buffer.subarray(0, end === -1 ? read : end);
      }
    },
    cutTo(length) {
      ftruncateSync(file, length);
      size = length;
    },
    close: () => closeSync(file),
  };
}
