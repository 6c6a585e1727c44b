import { usageError } from "../setup/usage-error.ts";
import type { AppendOnlyFile } from "./append-only-file.ts";
import { readLine } from "./line.ts";
import type { OffsetTable } from "./offset-table.ts";
import type { JournalOwner } from "./owner.ts";

/**
 * Reads lines into the table, from an offset to the end. Returns the owners that have the journal open, and where it ends.
 * Throws a usage error if a line in the middle is damaged.
 */
export function scan(path: string, file: AppendOnlyFile, table: OffsetTable, from: number) {
  const owners = new Map<string, JournalOwner>();
  let damaged = false;
  let end = from;
  for (const { text, offset, whole } of file.lines(from)) {
    end = offset + Buffer.byteLength(text) + (whole ? 1 : 0);
    if (text === "" || offset === 0) continue;
    const line = readLine(text);
    // A process that dies while writing leaves a line that is cut off: the row is not sent yet, or unknown. That line is
    // the last one, or the next process has opened the journal after it.
    if (damaged && line?.kind !== "opened") throw damagedBefore(path, offset);
    damaged = line === undefined;
    if (line?.kind === "opened") owners.set(line.owner.nonce, line.owner);
    else if (line?.kind === "closed") owners.delete(line.nonce);
    else if (line !== undefined) table.set(line.key, offset);
  }
  return { owners: [...owners.values()], end };
}

function damagedBefore(path: string, offset: number) {
  return usageError(
    `${path} is damaged before byte ${offset}.`,
    "Restore it from a copy. A new journal knows nothing of what was sent, so messages would be sent again.",
  );
}
