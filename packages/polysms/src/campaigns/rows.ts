import { countSegments, type E164, type LocalRegion, maskPhone, type ParsedPhone, parsePhone } from "@polysms/core";
import type { TextWithPlaceholders } from "../message/placeholders.ts";
import type { CsvRow } from "./csv.ts";
import { type Header, readHeader } from "./header.ts";
import { createPhoneSet, type PhoneSet } from "./phone-set.ts";
import { faultMessages, lostCharacters, type RowProblem } from "./row-problem.ts";

/** What rows are checked against. */
export interface RowRules {
  readonly text: TextWithPlaceholders;
  /** The column with the numbers. `undefined`: the header decides. */
  readonly toColumn: string | undefined;
  readonly region: LocalRegion | undefined;
  readonly maxSegments: number;
}

/** The provider that a row goes to first; `undefined` if no provider is routed for it. */
export type ChooseProvider = (row: number, to: E164) => string | undefined;

export interface GoodRow {
  readonly row: number;
  readonly to: E164;
  /** The text with this row's values in it. */
  readonly text: string;
  readonly segments: number;
  /** The name of the column with the numbers. */
  readonly toColumn: string;
  /** The provider that it goes to first. */
  readonly provider: string;
  /** One value for each column of the text. */
  readonly values: readonly string[];
}

export interface BadRow {
  readonly row: number;
  readonly problems: readonly RowProblem[];
  /** Nothing after it can be read. */
  readonly last: boolean;
}

export interface RowCheck {
  /**
   * Checks the next row. Returns `undefined` for the header and for empty rows. `suspectEncoding`: the bytes may not
   * have been UTF-8.
   */
  next(row: CsvRow, suspectEncoding: boolean): GoodRow | BadRow | undefined;
  /** What is wrong with a file that has no more rows. */
  end(): BadRow | undefined;
}

/** Checks the rows of one file, in order. Keeps only the numbers, to find duplicates, in 10 to 15 bytes each. */
export function createRowCheck(rules: RowRules, choose: ChooseProvider): RowCheck {
  const seen = createPhoneSet();
  let header: Header | undefined;
  let row = 0;
  let rowCount = 0;

  const bad = (problems: readonly RowProblem[], last = false): BadRow => ({ row, problems, last });
  return {
    next({ cells, fault }, suspectEncoding) {
      row += 1;
      if (fault !== undefined) {
        const last = fault !== "stray-quote" || header === undefined;
        return bad([{ row, kind: "quotes", message: faultMessages[fault] }], last);
      }
      // A spreadsheet writes rows that were emptied as commas only.
      if (cells.every((cell) => cell.trim() === "")) return undefined;
      if (header === undefined) {
        const found = readHeader(cells, rules.toColumn, rules.text.names, suspectEncoding);
        if (!("names" in found)) return bad(found, true);
        header = found;
        return undefined;
      }
      rowCount += 1;
      const lost = suspectEncoding ? cells.findIndex((cell) => cell.includes("\ufffd")) : -1;
      if (lost !== -1) return bad([lostCharacters(row, header.names[lost])]);
      if (cells.length !== header.names.length) {
        const message = `The row has ${cells.length} cells, and the header has ${header.names.length}.`;
        return bad([{ row, kind: "cells", message }]);
      }
      const checked = checkCells(row, cells, header, rules, choose, seen);
      if (!("to" in checked)) return bad(checked);
      // A bad row is not sent, so a good row with the same number is not a duplicate.
      seen.add(checked.to);
      return checked;
    },
    end() {
      if (rowCount > 0) return undefined;
      const message =
        header === undefined
          ? "The file is empty; its first row must name the columns, and each row below it is a message."
          : "There are no rows below the header; each row there is a message.";
      return { row: Math.max(row, 1), problems: [{ row: Math.max(row, 1), kind: "file", message }], last: true };
    },
  };
}

function checkCells(
  row: number,
  cells: readonly string[],
  header: Header,
  { text, region, maxSegments }: RowRules,
  choose: ChooseProvider,
  seen: PhoneSet,
): GoodRow | readonly RowProblem[] {
  const problems: RowProblem[] = [];
  const number = cells[header.numberIndex] ?? "";
  const toColumn = header.names[header.numberIndex] ?? "";
  const parsed = parsePhone(number, region === undefined ? {} : { region });
  const provider = parsed.ok ? choose(row, parsed.phone) : undefined;
  if (!parsed.ok) {
    problems.push({ row, column: toColumn, kind: "number", message: numberProblem(number, parsed) });
  } else {
    if (seen.has(parsed.phone)) {
      const message = `${maskPhone(parsed.phone)} is also in an earlier row; keep one of them.`;
      problems.push({ row, column: toColumn, kind: "duplicate", message });
    }
    if (provider === undefined) {
      const message = `No provider is routed for the country of ${maskPhone(parsed.phone)}; add it to the route.`;
      problems.push({ row, column: toColumn, kind: "route", message });
    }
  }
  // The number is written the same way, whether polysms or a provider fills in the text.
  const to = parsed.ok ? parsed.phone : undefined;
  const values = header.textIndexes.map((at) => (at === header.numberIndex ? (to ?? "") : (cells[at] ?? "")));
  const written = text.render(values);
  const { segments } = countSegments(written);
  if (written.trim() === "") {
    problems.push({ row, kind: "text", message: "The text is empty; there is nothing to send." });
  } else if (segments > maxSegments) {
    const message = `The text has ${segments} segments with the values of this row; ${maxSegments} are allowed.`;
    problems.push({ row, kind: "text", message });
  }
  if (problems.length > 0 || to === undefined || provider === undefined) return problems;
  return { row, to, text: written, segments, toColumn, provider, values };
}

function numberProblem(cell: string, { reason, message }: Extract<ParsedPhone, { ok: false }>): string {
  if (/^\s*\d([.,]\d+)?E\+?\d+\s*$/i.test(cell)) {
    return "A spreadsheet has rounded the number to one like 2.5E+11; format the column as text and enter it again.";
  }
  if (reason === "region-needed") {
    return "The number has no country code; write it with +, or give the country of such numbers as region.";
  }
  return reason === "not-in-plan" ? message : `${message} One looks like +254712345678.`;
}
