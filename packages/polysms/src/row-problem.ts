import type { CsvFault } from "./csv.ts";

/** What kind of thing is wrong with a row; `file` and `header` concern the file as a whole. */
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

/** One thing that is wrong with a file of recipients. Shows no full number and no value of a cell. */
export interface RowProblem {
  /** Row as a spreadsheet counts: the header is row 1. A row with a line break in a cell is one row. */
  readonly row: number;
  /** The column, if it is about one. */
  readonly column?: string | undefined;
  readonly kind: RowProblemKind;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

export const FAULTS: Readonly<Record<CsvFault, string>> = {
  "stray-quote": 'has a quote in the wrong place; put the whole cell in quotes and double those inside it: "5"" pipe".',
  "unclosed-quote": "opens a quote that is never closed; nothing behind it can be read.",
  "too-long": "is longer than 65,536 characters, perhaps for a quote that is never closed; nothing behind it is read.",
};

export function noProblems(): Record<RowProblemKind, number> {
  return { file: 0, header: 0, encoding: 0, quotes: 0, cells: 0, number: 0, duplicate: 0, route: 0, text: 0 };
}
