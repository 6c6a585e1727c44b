import type { Summary } from "./statistics.ts";

/** One part of the results, as it is printed. */
export interface Section {
  readonly title: string;
  /** What was measured and how; each is a paragraph. */
  readonly remarks: readonly string[];
  readonly tables: readonly Table[];
  /** What the tables do not explain; each is a paragraph below them. */
  readonly notes?: readonly string[];
  readonly checks: readonly Check[];
  /** What the README quotes. */
  readonly summary?: readonly SummaryLine[];
}

/** One measurement of ours and of the others, as ratios, which also mean something on another machine. */
export interface SummaryLine {
  readonly what: string;
  readonly client?: Summary | undefined;
  readonly facade?: Summary | undefined;
  readonly everything?: Summary | undefined;
  /** The medians of the SDKs that one could use instead. */
  readonly others?: readonly number[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A target and its result. It is `open` if the quartiles are on both sides of it, so that another run may differ, or if too
 * little was measured to tell.
 */
export interface Check {
  readonly target: string;
  readonly measured: string;
  readonly result: "met" | "missed" | "open";
}

export function atMost(target: string, measured: Summary, limit: number, unit = ""): Check {
  const result = measured.high <= limit ? "met" : measured.low > limit ? "missed" : "open";
  return { target: `${target}: at most ${limit}${unit}`, measured: spread(measured, unit), result };
}

export function atLeast(target: string, measured: Summary, limit: number): Check {
  const result = measured.low >= limit ? "met" : measured.high < limit ? "missed" : "open";
  return { target: `${target}: at least ${limit}`, measured: spread(measured), result };
}

/** Less than each of the others, which are given as ratios to ours. Names those that are not clearly behind. */
export function aheadOf(target: string, others: ReadonlyMap<string, Summary>): Check {
  const behind = [...others].filter(([, { low }]) => low > 1).map(([name]) => name);
  const before = [...others].filter(([, { high }]) => high <= 1).map(([name]) => name);
  const close = [...others.keys()].filter((name) => !behind.includes(name) && !before.includes(name));
  const parts = [
    ...(before.length > 0 ? [`not ahead of ${before.join(", ")}`] : []),
    ...(close.length > 0 ? [`too close to ${close.join(", ")}`] : []),
    ...(behind.length > 0 ? [`ahead of ${behind.length} of ${others.size}`] : []),
  ];
  const result = before.length > 0 || others.size === 0 ? "missed" : close.length > 0 ? "open" : "met";
  return { target, measured: parts.join("; "), result };
}

/** When and where the sections were measured. */
interface Circumstances {
  readonly mode: string;
  readonly date: Date;
  readonly machine: string;
  readonly load: string;
  readonly minutes: number;
}

export function renderResults(circumstances: Circumstances, sections: readonly Section[]): string {
  const { mode, minutes, load } = circumstances;
  return `${[
    "# Results",
    `Written by \`pnpm bench\`, ${mode} mode, in ${number(minutes)} minutes. ${load}`,
    "Everything was measured in one run on one machine. Numbers are medians, with the quartiles in brackets; the ratios " +
      "count. Of the packages that one could use instead, `@opencoredev/sms-sdk` is missing: the npm registry does not " +
      "have it.",
    "## In short",
    renderSummary(circumstances, sections),
    ...sections.map(renderSection),
  ].join("\n\n")}\n`;
}

/** What the README quotes: a few ratios, when and where they were taken, and how many targets are met. */
export function renderSummary({ date, machine }: Circumstances, sections: readonly Section[]): string {
  const checks = sections.flatMap((section) => section.checks);
  const count = (result: Check["result"]) => checks.filter((check) => check.result === result).length;
  const cell = (summary: Summary | undefined) => (summary === undefined ? "" : spread(summary));
  const rows = sections
    .flatMap(({ summary = [] }) => summary)
    .map(({ what, client, facade, everything, others = [] }) => [
      what,
      ...[client, facade, everything].map(cell),
      others.length === 0 ? "" : `${number(Math.min(...others))} to ${number(Math.max(...others))}`,
    ]);
  return [
    `Measured on ${date.toISOString().slice(0, 10)}, ${machine}. **Of ${checks.length} targets ${count("met")} are met, ` +
      `${count("missed")} missed and ${count("open")} open**: a target is open if the quartiles are on both sides of it, ` +
      "or if its section says that too little was measured.",
    renderTable({ columns: ["", "typed client", "facade", "facade, everything on", "SDKs of others"], rows }),
  ].join("\n\n");
}

const QUOTED = /(<!-- bench: .*? -->\n)[\s\S]*?(\n<!-- \/bench -->)/;

/** The text with the summary in its marked place. */
export function quoteIn(text: string, summary: string): string {
  if (!QUOTED.test(text)) throw new Error("Mark a place for the summary: <!-- bench: … --> and <!-- /bench -->.");
  return text.replace(QUOTED, (_, begin, end) => `${begin}\n${summary}\n${end}`);
}

export function renderSection({ title, remarks, tables, notes = [], checks }: Section): string {
  const targets = checks.length > 0 ? [renderChecks(checks)] : [];
  return [`## ${title}`, ...remarks, ...tables.map(renderTable), ...notes, ...targets].join("\n\n").trimEnd();
}

export function renderTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(columns), line(columns.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

export function renderChecks(checks: readonly Check[]): string {
  return renderTable({
    columns: ["Target", "Measured", ""],
    rows: checks.map(({ target, measured, result }) => [target, measured, result === "met" ? result : `**${result}**`]),
  });
}

/** `1.04 (1.01–1.09)`: the median and its quartiles, if they differ. */
export function spread({ median, low, high }: Summary, unit = ""): string {
  if (low === high) return `${number(median)}${unit}`;
  return `${number(median)}${unit} (${number(low)}–${number(high)})`;
}

/** Three significant digits, and thousands with commas. */
export function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
