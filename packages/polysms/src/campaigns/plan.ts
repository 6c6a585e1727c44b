import { SmsError } from "@polysms/core";
import { type CsvRow, createCsvReader, writeCsvRow } from "./csv.ts";
import { createDigest } from "./digest.ts";
import { textOf } from "./file.ts";
import type { CheckedCampaign } from "./input.ts";
import { noProblems, type RowProblem, type RowProblemKind } from "./row-problem.ts";
import { createRowSet, type RowSet, type RowSets } from "./row-set.ts";
import { type BadRow, type Choose, createRowCheck, type GoodRow, type RowCheck } from "./rows.ts";

/** How many problems a plan keeps; the others are only counted. */
export const KEPT_PROBLEMS = 100;

/** What a file of recipients would do. Safe to print: no full number, no text. */
export interface CampaignPlan<Name extends string = string> {
  /** Rows below the header, without those that hold nothing. */
  readonly rows: number;
  readonly badRows: number;
  /** The first 100; `onProblem` is told of all. */
  readonly problems: readonly RowProblem[];
  readonly problemCounts: Readonly<Record<RowProblemKind, number>>;
  /** False when reading had to stop: the last problem says why. Such a plan cannot be launched. */
  readonly complete: boolean;
  /** Segments of all good rows: what is billed if each is sent. */
  readonly segments: number;
  /** Where the good rows go first: in one file, or as a message each; for messages an estimate if the route takes turns. */
  readonly providers: readonly PlannedProvider<Name>[];
}

export interface PlannedProvider<Name extends string = string> {
  readonly name: Name;
  readonly rows: number;
  readonly by: "file" | "messages";
}

/** A plan, and what a launch of it goes by. */
export interface PlannedCampaign {
  readonly plan: CampaignPlan;
  /** The good rows that go to each provider. Decided once, because a route that is asked again may answer otherwise. */
  readonly chosen: RowSets;
  /** The name of the column with the numbers. */
  readonly toColumn: string;
  /** Of all good rows. */
  readonly digest: string;
}

/** Reads a file once and counts what is good and what is bad in it. Sends nothing. */
export async function planCampaign(
  campaign: CheckedCampaign,
  takesFiles: (provider: string) => boolean,
  signal?: AbortSignal,
): Promise<PlannedCampaign> {
  const problems: RowProblem[] = [];
  const problemCounts = noProblems();
  const providers = new Map<string, { readonly rows: RowSet; count: number }>();
  const digest = createDigest();
  let rows = 0;
  let badRows = 0;
  let segments = 0;
  let complete = true;
  let toColumn = "";
  for await (const piece of checkedRows(campaign, (_, to) => campaign.providersFor(to)[0])) {
    assertNotAborted(signal);
    for (const row of piece) {
      if (!("problems" in row)) {
        rows += 1;
        segments += row.segments;
        toColumn = row.toColumn;
        const provider = providers.get(row.provider) ?? { rows: createRowSet(), count: 0 };
        provider.rows.add(row.row);
        provider.count += 1;
        providers.set(row.provider, provider);
        const hashing = digest.add(writtenRow(row));
        if (hashing !== undefined) await hashing;
        continue;
      }
      if (row.last) complete = false;
      else {
        rows += 1;
        badRows += 1;
      }
      for (const problem of row.problems) {
        problemCounts[problem.kind] += 1;
        if (problems.length < KEPT_PROBLEMS || row.last) problems.push(problem);
        campaign.onProblem?.(problem);
      }
    }
  }
  const planned = [...providers].map(([name, { count }]): PlannedProvider => {
    return { name, rows: count, by: takesFiles(name) ? "file" : "messages" };
  });
  return {
    plan: { rows, badRows, problems, problemCounts, complete, segments, providers: planned },
    chosen: new Map([...providers].map(([name, { rows }]) => [name, rows])),
    toColumn,
    digest: await digest.end(),
  };
}

/** Everything of a row that is sent, and its place. */
export function writtenRow({ row, to, values }: GoodRow): string {
  return writeCsvRow([String(row), to, ...values]);
}

export function assertNotAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new SmsError("Aborted while the file was read; nothing was sent.", {
    code: "aborted",
    mayHaveBeenSent: false,
  });
}

/** The rows of a file, good and bad, as many at a time as a piece of the file holds. */
export async function* checkedRows(
  { file, rules }: CheckedCampaign,
  choose: Choose,
): AsyncGenerator<Iterable<GoodRow | BadRow>, void, undefined> {
  const reader = createCsvReader();
  const check = createRowCheck(rules, choose);
  const state = { doubtful: false, stopped: false };
  for await (const piece of textOf(file)) {
    state.doubtful ||= piece.includes("\ufffd");
    yield checkEach(reader.read(piece), check, state);
    if (state.stopped) return;
  }
  yield checkEach(reader.end(), check, state);
  const problem = state.stopped ? undefined : check.end();
  if (problem !== undefined) yield [problem];
}

function* checkEach(
  rows: Iterable<CsvRow>,
  check: RowCheck,
  state: { readonly doubtful: boolean; stopped: boolean },
): Generator<GoodRow | BadRow, void, undefined> {
  for (const csv of rows) {
    const row = check.next(csv, state.doubtful);
    if (row === undefined) continue;
    yield row;
    if ("problems" in row && row.last) {
      state.stopped = true;
      return;
    }
  }
}
