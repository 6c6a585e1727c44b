import { redact, suggest } from "@polysms/core";
import { lostCharacters, type RowProblem } from "./row-problem.ts";

/** The first row of a file, which names the columns. */
export interface Header {
  readonly names: readonly string[];
  /** Where the numbers stand. */
  readonly to: number;
  /** Where the columns of the text stand, in their order. */
  readonly places: readonly number[];
}

/** Finds the columns that are needed, or says everything that is wrong. Names are compared without spaces around them. */
export function readHeader(
  cells: readonly string[],
  toColumn: string,
  textColumns: readonly string[],
  doubtful: boolean,
): Header | readonly RowProblem[] {
  if (cells.some((cell) => /\r[^\r\n]/.test(cell))) return [carriageReturns];
  if (doubtful && cells.some((cell) => cell.includes("\ufffd"))) return [lostCharacters(1)];
  const names = cells.map((cell) => cell.trim());
  const problems = [...new Set([toColumn, ...textColumns])].flatMap((column): RowProblem[] => {
    const first = names.indexOf(column);
    if (first !== -1 && names.lastIndexOf(column) === first) return [];
    const use = column === toColumn ? "it should hold the numbers" : "the text names it";
    const message =
      first === -1
        ? `No column has this name, and ${use}; ${whatThereIs(column, names)}`
        : `Two columns have this name, and ${use}; rename one of them.`;
    return [{ row: 1, column, kind: "header", message }];
  });
  if (problems.length > 0) return problems;
  return { names, to: names.indexOf(toColumn), places: textColumns.map((column) => names.indexOf(column)) };
}

// A row that ends in one is read on, and everything behind it looks like names of columns.
const carriageReturns: RowProblem = {
  row: 1,
  kind: "header",
  message: "There are carriage returns without line feeds; save the file with rows that end in LF or CRLF.",
};

function whatThereIs(column: string, names: readonly string[]): string {
  // What is no name of a column may be somebody's, so the names are not shown then.
  if (names.some((name) => /^[\d\s()+./-]{7,}$/.test(name))) {
    return "the first row must name the columns, and here it holds a number.";
  }
  const [only = "", ...others] = names;
  const separator = others.length === 0 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (separator !== undefined) {
    return `cells must be separated by commas, and here they seem to be by ${separator === "\t" ? "tabs" : separator}`;
  }
  // It may be no header at all, and have hundreds of cells.
  return redact(suggest(column, names));
}
