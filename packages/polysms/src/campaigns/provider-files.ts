import { type AnyProvider, invalidInput } from "@polysms/core";
import { writeCsvRow } from "./csv.ts";
import { createDigest, type Digest } from "./digest.ts";
import type { CheckedCampaign } from "./input.ts";
import { assertNotAborted, checkedRows, type PlannedCampaign, writtenRow } from "./plan.ts";
import { holderOf, type RowSet, type RowSets } from "./row-set.ts";

/** The file for one provider: the numbers first, then the columns that the text needs, and no other. */
export interface WrittenFile {
  readonly file: Blob;
  /** The rows that are in it. */
  readonly rows: RowSet;
  readonly digest: string;
}

interface FileInTheMaking {
  readonly rows: RowSet;
  readonly parts: Blob[];
  readonly digest: Digest;
}

/**
 * Reads the file again, makes sure that it is the one that was planned, and writes the files for providers out of the
 * rows that are in each. Their size, which providers limit, is what this needs in memory. Rejects with an `SmsError` when
 * one is too large for its provider, and when the file has changed.
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
  const files = new Map<string, FileInTheMaking>();
  for (const [name, rows] of sets) {
    const file = begin(rows, name, providers.get(name)?.can.files?.maxBytes);
    await file.digest.add(writeCsvRow([toColumn, ...columns]));
    files.set(name, file);
  }

  const digest = createDigest();
  let filled = 0;
  for await (const piece of checkedRows(campaign, (row) => holderOf(planned.chosen, row))) {
    assertNotAborted(signal);
    for (const row of piece) {
      filled += 1;
      if ("problems" in row) continue;
      const file = files.get(holderOf(sets, row.row) ?? "");
      const line = () => writeCsvRow([row.to, ...places.map((at) => row.values[at] ?? "")]);
      const hashing = [digest.add(writtenRow(row)), file?.digest.add(line())];
      if (hashing.some((one) => one !== undefined)) await Promise.all(hashing);
    }
  }
  if ((await digest.end()) !== planned.digest || filled !== planned.plan.rows) {
    throw invalidInput("file", "is not the one that was planned; plan it again.");
  }
  const written = new Map<string, WrittenFile>();
  for (const [name, { rows, parts, digest }] of files) {
    const whole = await digest.end();
    written.set(name, { rows, digest: whole, file: new Blob(parts, { type: "text/csv" }) });
  }
  return written;
}

function begin(rows: RowSet, provider: string, maxBytes = Number.POSITIVE_INFINITY): FileInTheMaking {
  const parts: Blob[] = [];
  let bytes = 0;
  const digest = createDigest((part) => {
    parts.push(new Blob([part]));
    bytes += part.length;
    if (bytes <= maxBytes) return;
    throw invalidInput("file", `gives more than the ${maxBytes} bytes that ${provider} takes.`, {
      hint: "Cut it into several campaigns.",
    });
  });
  return { rows, parts, digest };
}
