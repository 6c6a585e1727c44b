import type { CampaignPlan, Outcome, RowProblem } from "polysms";
import { painter, styleOf } from "../terminal/colours.ts";
import { noCounts, type Status } from "../terminal/outcome-counts.ts";
import { count, textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

const ROWS_NAMED = 20;

/** What has become of the rows so far: numbers, and the first rows of each kind that needs a look. */
export interface CampaignTally {
  readonly counts: Readonly<Record<Status, number>>;
  /** Outcomes that were in the journal already. */
  readonly replayed: number;
  readonly seen: number;
  add(row: number, outcome: Outcome): void;
  /** A line for each status that occurs, and one for rows that nothing was done about. */
  text(terminal: Terminal, unsent: number): string;
}

export function createCampaignTally(): CampaignTally {
  const counts = noCounts();
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
      const named = rows.get(status) ?? [];
      if (named.length <= ROWS_NAMED) named.push(row);
      rows.set(status, named);
    },
    text(terminal, unsent) {
      const paint = painter(terminal);
      const lines = (Object.entries(counts) as [Status, number][])
        .filter(([status, number]) => number > 0 || status === "accepted")
        .map(([status, number]) => {
          const why = [...(reasons.get(status) ?? [])].map(([reason, times]) => `${reason} ${count(times)}`).join(", ");
          const where = rowsText(rows.get(status) ?? [], number);
          return [paint(styleOf(status), status), count(number), why, where];
        });
      if (unsent > 0) lines.push(["not sent", count(unsent)]);
      return textTable(lines);
    },
  };
}

function rowsText(rows: readonly number[], all: number): string {
  if (rows.length === 0) return "";
  const named = rows.slice(0, ROWS_NAMED).sort((a, b) => a - b);
  const more = all > named.length ? `, and ${count(all - named.length)} more (--json has all)` : "";
  return `row${all === 1 ? "" : "s"} ${named.join(", ")}${more}`;
}

/** What a plan says, for a person. */
export function planText(plan: CampaignPlan, file: string, terminal: Terminal): string {
  const { rows, badRows, segments, providers } = plan;
  if (!plan.complete || badRows > 0) return problemsText(plan, file, terminal);
  const lines = providers.map(({ name, rows: own, by }) => [
    name,
    count(own, "row"),
    by === "file" ? "in one file" : "a message each",
  ]);
  return `${file}: ${count(rows, "row")}, all good; ${count(segments, "segment")} in all\n${textTable(lines, "  ")}`;
}

function problemsText(
  { rows, badRows, problems, complete, problemCounts }: CampaignPlan,
  file: string,
  terminal: Terminal,
) {
  const paint = painter(terminal);
  const head = complete
    ? `${file}: ${count(badRows, "bad row")} of ${count(rows)}`
    : `${file}: cannot be read to its end`;
  const cells = problems.map(({ row, column, message }: RowProblem) => [`row ${row}`, column ?? "", message]);
  const all = Object.values(problemCounts).reduce((sum, number) => sum + number, 0);
  const more = all > problems.length ? `  and ${count(all - problems.length)} more (--json has all)\n` : "";
  return `${paint("red", head)}\n${textTable(cells, "  ")}${more}`;
}
