import type { CampaignPlan, Outcome, RowProblem } from "polysms";
import { withCommandOptions } from "../setup/usage-error.ts";
import { createColours, styleOf } from "../terminal/colours.ts";
import { noOutcomes, type OutcomeCounts, type Status } from "../terminal/outcome-counts.ts";
import { duration } from "../terminal/progress.ts";
import { count, textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

const MAX_ROWS_LISTED = 20;

/** The outcomes so far: counts and reasons, and for each status that is not `accepted` the first 20 rows. */
export interface OutcomeReport {
  readonly counts: OutcomeCounts;
  /** Outcomes that were already in the journal. */
  readonly replayed: number;
  readonly seen: number;
  add(row: number, outcome: Outcome): void;
  /** A line for each status that occurs, and one for rows that were not sent. */
  text(terminal: Terminal, notSent: number): string;
}

export function createOutcomeReport(): OutcomeReport {
  const counts = noOutcomes();
  const reasons = new Map<Status, Map<string, number>>();
  const rows = new Map<Status, number[]>();
  let replayed = 0;
  let seen = 0;
  return {
    counts,
    get replayed() {
      return replayed;
    },
    get seen() {
      return seen;
    },
    add(row, outcome) {
      const { status } = outcome;
      seen += 1;
      counts[status] += 1;
      if (outcome.replayed === true) replayed += 1;
      if (status === "accepted") return;
      const reason = "error" in outcome ? outcome.error.code : outcome.reason;
      const known = reasons.get(status) ?? new Map<string, number>();
      reasons.set(status, known.set(reason, (known.get(reason) ?? 0) + 1));
      const listed = rows.get(status) ?? [];
      if (listed.length <= MAX_ROWS_LISTED) listed.push(row);
      rows.set(status, listed);
    },
    text(terminal, notSent) {
      const colour = createColours(terminal);
      const lines = (Object.entries(counts) as [Status, number][])
        .filter(([status, number]) => number > 0 || status === "accepted")
        .map(([status, number]) => {
          const why = [...(reasons.get(status) ?? [])].map(([reason, times]) => `${reason} ${count(times)}`).join(", ");
          const where = rowsText(rows.get(status) ?? [], number);
          return [colour(styleOf(status), status), count(number), why, where];
        });
      if (notSent > 0) lines.push(["not sent", count(notSent)]);
      return textTable(lines);
    },
  };
}

function rowsText(rows: readonly number[], total: number): string {
  if (rows.length === 0) return "";
  const listed = rows.slice(0, MAX_ROWS_LISTED).sort((a, b) => a - b);
  const more = total > listed.length ? `, and ${count(total - listed.length)} more (--json has all)` : "";
  return `row${total === 1 ? "" : "s"} ${listed.join(", ")}${more}`;
}

/** How many rows were sent, and how fast. */
export function speedText({ seen, replayed }: OutcomeReport, milliseconds: number): string {
  const sent = seen - replayed;
  const time = duration(milliseconds);
  if (replayed > 0) return `${count(sent, "row")} now, and ${count(replayed)} already in the journal; ${time}`;
  return `${count(sent, "row")} in ${time}, ${count(Math.round((sent / milliseconds) * 1_000))} a second`;
}

/** A plan, for a person. */
export function planText(plan: CampaignPlan, file: string, terminal: Terminal): string {
  const { rows, badRows, segments, providers } = plan;
  if (!plan.complete || badRows > 0) return problemsText(plan, file, terminal);
  const lines = providers.map(({ name, rows: own, by }) => [
    name,
    count(own, "row"),
    by === "file" ? "in one file" : "one message each",
  ]);
  return `${file}: ${count(rows, "row")}, all good; ${count(segments, "segment")} in total\n${textTable(lines, "  ")}`;
}

function problemsText(
  { rows, badRows, problems, complete, problemCounts }: CampaignPlan,
  file: string,
  terminal: Terminal,
) {
  const colour = createColours(terminal);
  const head = complete
    ? `${file}: ${count(badRows, "bad row")} of ${count(rows)}`
    : `${file}: cannot be read to its end`;
  const cells = problems.map(({ row, column, message }: RowProblem) => [
    `row ${row}`,
    column ?? "",
    withCommandOptions(message),
  ]);
  const total = Object.values(problemCounts).reduce((sum, number) => sum + number, 0);
  const more = total > problems.length ? `  and ${count(total - problems.length)} more (--json has all)\n` : "";
  return `${colour("red", head)}\n${textTable(cells, "  ")}${more}`;
}
