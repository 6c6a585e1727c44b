import { redact } from "@polysms/core";
import type { CsvFault } from "./csv.ts";

/** What is wrong. `file` and `header` are about the file as a whole, the others about one row. */
export type RowProblemKind =
  | "file"
  | "header"
  | "encoding"
  | "quotes"
  | "cells"
  | "number"
  | "duplicate"
  | "route"
  | "text";

/** One thing that is wrong with a file of recipients. It shows no full number and no value of a cell. */
export interface RowProblem {
  /** The row as a spreadsheet counts: the header is row 1, and a row with a line break in a cell is one row. */
  readonly row: number;
  /** The column, if the problem is about one. */
  readonly column?: string | undefined;
  readonly kind: RowProblemKind;
  /** What is wrong, and how to fix it. */
  readonly message: string;
}

export const faultMessages: Readonly<Record<CsvFault, string>> = {
  "stray-quote":
    "A quote is in the wrong place; put a cell that contains a quote in quotes, and write the quote in it twice.",
  "unclosed-quote": "A quote is opened and never closed, so nothing after it can be read; close it.",
  "too-long":
    "The row is longer than 65,536 characters, so nothing after it is read; perhaps a quote is not closed, or no row ends in a line feed.",
};

/** The problem of a row or header with U+FFFD in a cell. */
export function lostCharacters(row: number, column?: string): RowProblem {
  const message = "Some bytes are not UTF-8, or characters were lost earlier; save the file as UTF-8.";
  return { row, column: column === undefined ? undefined : redact(column), kind: "encoding", message };
}

/** A count of 0 for every kind of problem. */
export function noProblems(): Record<RowProblemKind, number> {
  return { file: 0, header: 0, encoding: 0, quotes: 0, cells: 0, number: 0, duplicate: 0, route: 0, text: 0 };
}
