import { SmsError } from "@polysms/core";
import { type CsvRow, createCsvReader, writeCsvRow } from "./csv.ts";
import { createDigest } from "./digest.ts";
import { textOf } from "./file.ts";
import type { CheckedCampaign } from "./input.ts";
import { noProblems, type RowProblem, type RowProblemKind } from "./row-problem.ts";
import { createRowSet, type RowSet, type RowSets } from "./row-set.ts";
import { type BadRow, type ChooseProvider, createRowCheck, type GoodRow, type RowCheck } from "./rows.ts";

/** How many problems a plan keeps. The others are only counted. */
const MAX_PROBLEMS = 100;

/** What launching a file of recipients would do. Safe to print: it shows no full number and no text. */
export interface CampaignPlan<Name extends string = string> {
  /** Rows below the header, good and bad, without empty ones. */
  readonly rows: number;
  /** Rows that have a problem. */
  readonly badRows: number;
  /** The first 100 problems. `onProblem` is called for all of them. */
  readonly problems: readonly RowProblem[];
  /** How many problems there are of each kind. */
  readonly problemCounts: Readonly<Record<RowProblemKind, number>>;
  /** `false` if reading had to stop; the last problem says why. Such a plan cannot be launched. */
  readonly complete: boolean;
  /** Segments of all good rows: what is billed if each of them is sent. */
  readonly segments: number;
  /**
   * The first-choice providers of the good rows. For messages an estimate if the route is a round robin or weighted.
   */
  readonly providers: readonly PlannedProvider<Name>[];
}

/** How many good rows go to a provider first, and whether they are sent in one file or as one message each. */
export interface PlannedProvider<Name extends string = string> {
  readonly name: Name;
  readonly rows: number;
  readonly by: "file" | "messages";
}

/** A plan, and what a launch needs besides it. */
export interface PlannedCampaign {
  readonly plan: CampaignPlan;
  /** The good rows that go to each provider. Decided once, because a route may give another answer next time. */
  readonly chosen: RowSets;
  /** The name of the column with the numbers. */
  readonly toColumn: string;
  /** The digest of all good rows. */
  readonly digest: string;
}

/** Reads a file once and counts its good and bad rows. Sends nothing. */
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
        const hashing = digest.add(rowText(row));
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
        if (problems.length < MAX_PROBLEMS || row.last) problems.push(problem);
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

/** Everything of a row that is sent, and its row number, for the digest. */
export function rowText({ row, to, values }: GoodRow): string {
  return writeCsvRow([String(row), to, ...values]);
}

/** Throws an `SmsError` with code `aborted` if the signal has fired. */
export function assertNotAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new SmsError("Aborted while the file was being read; nothing was sent.", {
    code: "aborted",
    mayHaveBeenSent: false,
  });
}

/** The rows of a file, good and bad, those of one piece of the file at a time. */
export async function* checkedRows(
  { file, rules }: CheckedCampaign,
  choose: ChooseProvider,
): AsyncGenerator<Iterable<GoodRow | BadRow>, void, undefined> {
  const reader = createCsvReader();
  const check = createRowCheck(rules, choose);
  const state = { suspectEncoding: false, stopped: false };
  for await (const piece of textOf(file)) {
    state.suspectEncoding ||= piece.includes("\ufffd");
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
  state: { readonly suspectEncoding: boolean; stopped: boolean },
): Generator<GoodRow | BadRow, void, undefined> {
  for (const csv of rows) {
    const row = check.next(csv, state.suspectEncoding);
    if (row === undefined) continue;
    yield row;
    if ("problems" in row && row.last) {
      state.stopped = true;
      return;
    }
  }
}
