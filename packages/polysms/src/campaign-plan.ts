import { type Capabilities, SmsError } from "@polysms/core";
import { textOf } from "./campaign-file.ts";
import type { CheckedCampaign } from "./campaign-input.ts";
import { type BadRow, createRowCheck, type GoodRow, type RowCheck } from "./campaign-rows.ts";
import { type CsvRow, createCsvReader } from "./csv.ts";
import { noProblems, type RowProblem, type RowProblemKind } from "./row-problem.ts";

/** How many problems a plan keeps; the others are only counted. */
export const KEPT_PROBLEMS = 100;

/** What a file of recipients would do. Safe to print: no full number, no text. */
export interface CampaignPlan<Name extends string = string> {
  /** Rows below the header, without empty lines. */
  readonly rows: number;
  readonly badRows: number;
  /** The first 100; `onProblem` is told of all. */
  readonly problems: readonly RowProblem[];
  readonly problemCounts: Readonly<Record<RowProblemKind, number>>;
  /** False when reading had to stop: the last problem says why. Such a plan cannot be launched. */
  readonly complete: boolean;
  /** Segments of all good rows: what is billed if each is sent. */
  readonly segments: number;
  /** Where the good rows go first: in one file, or as a message each. */
  readonly providers: readonly PlannedProvider<Name>[];
}

export interface PlannedProvider<Name extends string = string> {
  readonly name: Name;
  readonly rows: number;
  readonly by: "file" | "messages";
}

/** Reads a file once and counts what is good and what is bad in it. Sends nothing. */
export async function planCampaign(
  campaign: CheckedCampaign,
  capabilitiesOf: (provider: string) => Pick<Capabilities, "files">,
  signal?: AbortSignal,
): Promise<CampaignPlan> {
  const problems: RowProblem[] = [];
  const problemCounts = noProblems();
  const providers = new Map<string, number>();
  let rows = 0;
  let badRows = 0;
  let segments = 0;
  let complete = true;
  for await (const piece of checkedRows(campaign)) {
    if (signal?.aborted) {
      throw new SmsError("Aborted while the file was read.", { code: "aborted", certainty: "not-accepted" });
    }
    for (const row of piece) {
      if (!("problems" in row)) {
        rows += 1;
        segments += row.segments;
        providers.set(row.provider, (providers.get(row.provider) ?? 0) + 1);
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
  const planned = [...providers].map(([name, count]): PlannedProvider => {
    return { name, rows: count, by: capabilitiesOf(name).files === undefined ? "messages" : "file" };
  });
  return { rows, badRows, problems, problemCounts, complete, segments, providers: planned };
}

/** The rows of a file, good and bad, as many at a time as a piece of the file holds. */
export async function* checkedRows(
  campaign: CheckedCampaign,
): AsyncGenerator<Iterable<GoodRow | BadRow>, void, undefined> {
  const reader = createCsvReader();
  const check = createRowCheck(campaign.rules);
  const state = { doubtful: false, stopped: false };
  for await (const piece of textOf(campaign.file)) {
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
