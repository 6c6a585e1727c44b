import { type AnyProvider, invalidInput } from "@polysms/core";
import { writeCsvRow } from "./csv.ts";
import { createDigest, type Digest } from "./digest.ts";
import type { CheckedCampaign } from "./input.ts";
import { assertNotAborted, checkedRows, type PlannedCampaign, rowText } from "./plan.ts";
import { nameWithRow, type RowSet, type RowSets } from "./row-set.ts";

/** The file for one provider: the column of the numbers first, then the columns that the text needs, and no others. */
export interface WrittenFile {
  readonly file: Blob;
  /** The rows that are in it. */
  readonly rows: RowSet;
  /** The digest of its text. */
  readonly digest: string;
}

interface PendingFile {
  readonly rows: RowSet;
  readonly parts: Blob[];
  readonly digest: Digest;
}

/**
 * Reads the file again, checks that it is the one that was planned, and writes a file for each provider in `sets`. The
 * files are in memory; providers limit their size. Rejects with an `SmsError` if one is too large for its provider, or
 * if the file has changed since it was planned.
 */
export async function writeFiles(
  campaign: CheckedCampaign,
  planned: PlannedCampaign,
  sets: RowSets,
  providers: ReadonlyMap<string, AnyProvider>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, WrittenFile>> {
  const { toColumn } = planned;
  const { text } = campaign.rules;
  const columns = text.names.filter((column) => column !== toColumn);
  const places = columns.map((column) => text.names.indexOf(column));
  const files = new Map<string, PendingFile>();
  for (const [name, rows] of sets) {
    const file = startFile(rows, name, providers.get(name)?.can.files?.maxBytes);
    await file.digest.add(writeCsvRow([toColumn, ...columns]));
    files.set(name, file);
  }

  const digest = createDigest();
  let rowCount = 0;
  for await (const piece of checkedRows(campaign, (row) => nameWithRow(planned.chosen, row))) {
    assertNotAborted(signal);
    for (const row of piece) {
      rowCount += 1;
      if ("problems" in row) continue;
      const file = files.get(nameWithRow(sets, row.row) ?? "");
      const line = () => writeCsvRow([row.to, ...places.map((at) => row.values[at] ?? "")]);
      const hashing = [digest.add(rowText(row)), file?.digest.add(line())];
      if (hashing.some((one) => one !== undefined)) await Promise.all(hashing);
    }
  }
  if ((await digest.end()) !== planned.digest || rowCount !== planned.plan.rows) {
    throw invalidInput("file", "is not the one that was planned; plan it again.");
  }
  const written = new Map<string, WrittenFile>();
  for (const [name, { rows, parts, digest }] of files) {
    const whole = await digest.end();
    written.set(name, { rows, digest: whole, file: new Blob(parts, { type: "text/csv" }) });
  }
  return written;
}

function startFile(rows: RowSet, provider: string, maxBytes = Number.POSITIVE_INFINITY): PendingFile {
  const parts: Blob[] = [];
  let bytes = 0;
  const digest = createDigest((part) => {
    parts.push(new Blob([part]));
    bytes += part.length;
    if (bytes <= maxBytes) return;
    throw invalidInput("file", `makes a file of more than the ${maxBytes} bytes that ${provider} takes.`, {
      hint: "Split it into several campaigns.",
    });
  });
  return { rows, parts, digest };
}
