import {
  countSegments,
  type E164,
  type LocalRegion,
  maskPhone,
  type ParsedPhone,
  parsePhone,
  redact,
  suggest,
} from "@polysms/core";
import type { CampaignText } from "./campaign-text.ts";
import type { CsvRow } from "./csv.ts";
import { createPhoneSet } from "./phone-set.ts";
import { FAULTS, type RowProblem } from "./row-problem.ts";

/** What rows are checked against. */
export interface RowRules {
  readonly text: CampaignText;
  readonly toColumn: string;
  readonly region: LocalRegion | undefined;
  readonly maximumSegments: number;
  readonly legsFor: (to: E164) => readonly string[];
}

export interface GoodRow {
  readonly row: number;
  readonly to: E164;
  /** The text with this row's values in it. */
  readonly text: string;
  readonly segments: number;
  /** The provider that it goes to first. */
  readonly provider: string;
  /** One value for each column of the text. */
  readonly values: readonly string[];
}

export interface BadRow {
  readonly row: number;
  readonly problems: readonly RowProblem[];
  /** Nothing behind it can be read. */
  readonly last: boolean;
}

export interface RowCheck {
  /** Checks the next row; nothing for the header and for empty lines. `doubtful`: the bytes may not have been UTF-8. */
  next(row: CsvRow, doubtful: boolean): GoodRow | BadRow | undefined;
  /** What is wrong with a file that has no more rows. */
  end(): BadRow | undefined;
}

interface Header {
  readonly names: readonly string[];
  readonly to: number;
  /** Where the columns of the text stand. */
  readonly places: readonly number[];
}

/** Checks the rows of one file, in order. Remembers the numbers (see phone-set) and nothing else. */
export function createRowCheck(rules: RowRules): RowCheck {
  const { text, toColumn, region, maximumSegments, legsFor } = rules;
  const seen = createPhoneSet();
  let header: Header | undefined;
  let row = 0;
  let filled = 0;

  const readHeader = (csv: CsvRow, doubtful: boolean): BadRow | undefined => {
    const found = headerOf(csv, rules, doubtful);
    if ("names" in found) header = found;
    else return { row, problems: found, last: true };
  };

  const check = ({ cells }: CsvRow, { names, to: place, places }: Header): GoodRow | readonly RowProblem[] => {
    if (cells.length !== names.length) {
      return [{ row, kind: "cells", message: `has ${count(cells.length, "cell")}; the header has ${names.length}.` }];
    }
    const problems: RowProblem[] = [];
    const parsed = parsePhone(cells[place] ?? "", region === undefined ? {} : { region });
    let to: E164 | undefined;
    let provider: string | undefined;
    if (parsed.ok) {
      to = parsed.phone;
      [provider] = legsFor(to);
      if (!seen.add(to)) {
        const message = `${maskPhone(to)} stands in an earlier row too; keep one of them.`;
        problems.push({ row, column: toColumn, kind: "duplicate", message });
      }
      if (provider === undefined) {
        const message = `${maskPhone(to)} is of a country that no provider is routed for; add it to the route, or name a provider with via.`;
        problems.push({ row, column: toColumn, kind: "route", message });
      }
    } else {
      problems.push({ row, column: toColumn, kind: "number", message: numberProblem(cells[place] ?? "", parsed) });
    }
    // The number is written the same way, whoever fills in the text.
    const values = places.map((at) => (at === place ? (to ?? "") : (cells[at] ?? "")));
    const rendered = text.render(values, values.map(second));
    const { segments } = countSegments(rendered);
    if (rendered.trim() === "") {
      problems.push({ row, kind: "text", message: "gives an empty text; there is nothing to send." });
    } else if (segments > maximumSegments) {
      const message = `gives a text of ${segments} segments; at most ${maximumSegments} are allowed here.`;
      problems.push({ row, kind: "text", message });
    }
    if (problems.length > 0 || to === undefined || provider === undefined) return problems;
    return { row, to, text: rendered, segments, provider, values };
  };

  return {
    next(csv, doubtful) {
      row += 1;
      if (csv.fault !== undefined) {
        const problem: RowProblem = { row, kind: "quotes", message: FAULTS[csv.fault] };
        return { row, problems: [problem], last: csv.fault !== "stray-quote" || header === undefined };
      }
      if (csv.cells.length === 1 && csv.cells[0]?.trim() === "") return undefined;
      if (header === undefined) return readHeader(csv, doubtful);
      filled += 1;
      const unclear = doubtful ? csv.cells.findIndex(notUtf8) : -1;
      const checked = unclear === -1 ? check(csv, header) : [notUtf8Problem(row, header.names[unclear])];
      return "row" in checked ? checked : { row, problems: checked, last: false };
    },
    end() {
      if (filled > 0) return undefined;
      const message =
        header === undefined
          ? "The file is empty; its first row must name the columns, and each row below is a message."
          : "There are no rows below the header; each of them would be a message.";
      return { row, problems: [{ row, kind: "file", message }], last: true };
    },
  };
}

const second = (_: string, index: number) => index;
const notUtf8 = (cell: string) => cell.includes("\ufffd");

function notUtf8Problem(row: number, column?: string): RowProblem {
  const message = "has bytes that are not UTF-8, or a character that was lost before; save the file as UTF-8.";
  return { row, column: column === undefined ? undefined : redact(column), kind: "encoding", message };
}

/** The header, or everything that is wrong with it. */
function headerOf({ cells }: CsvRow, { text, toColumn }: RowRules, doubtful: boolean): Header | readonly RowProblem[] {
  if (doubtful && cells.some(notUtf8)) return [notUtf8Problem(1)];
  const names = cells.map((cell) => cell.trim());
  const wanted = [...new Set([toColumn, ...text.columns])];
  const problems = wanted.flatMap((column): RowProblem[] => {
    const first = names.indexOf(column);
    if (first !== -1 && names.lastIndexOf(column) === first) return [];
    const message = first === -1 ? missing(column, names, column === toColumn) : "stands in the header twice.";
    return [{ row: 1, column, kind: "header", message }];
  });
  if (problems.length > 0) return problems;
  return { names, to: names.indexOf(toColumn), places: text.columns.map((column) => names.indexOf(column)) };
}

function missing(column: string, names: readonly string[], isNumber: boolean): string {
  const what = `is not a column of the file, but ${isNumber ? "holds the numbers" : "stands in the text"};`;
  if (names.some((name) => parsePhone(name, { region: "KE" }).ok)) {
    return `${what} the first row must name the columns, and here it has a number.`;
  }
  const [only = "", ...others] = names;
  const separator = others.length === 0 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (separator !== undefined) {
    return `${what} cells must be separated by commas, and here it seems to be ${separator === "\t" ? "tabs" : separator}.`;
  }
  // A header can be anything, and a file can have hundreds of columns.
  return `${what} ${redact(suggest(column, names))}`;
}

function numberProblem(cell: string, parsed: Extract<ParsedPhone, { ok: false }>): string {
  if (/^\s*\d([.,]\d+)?E\+?\d+\s*$/i.test(cell)) {
    return "was cut to a figure like 2.5E+11 by a spreadsheet; format the column as text and enter the number again.";
  }
  const example = parsed.reason === "not-in-plan" || parsed.reason === "region-needed" ? "" : EXAMPLE;
  return `${parsed.message}${example}`;
}

const EXAMPLE = " One looks like +254712345678.";

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
