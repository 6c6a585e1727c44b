import { redact, suggest } from "@polysms/core";
import { lostCharacters, type RowProblem } from "./row-problem.ts";

/** The first row of a file, which names the columns. */
export interface Header {
  readonly names: readonly string[];
  /** The index of the column with the numbers. */
  readonly to: number;
  /** The indexes of the columns that the text uses, in their order. */
  readonly places: readonly number[];
}

/** What people call the column with the numbers, in any case. */
const NUMBER_COLUMNS = ["to", "phone", "msisdn", "mobile", "number"];

/**
 * Finds the columns that are needed, or says everything that is wrong. Names are compared without spaces around them.
 * Without `toColumn` the numbers are in the one column with a name of {@link NUMBER_COLUMNS}.
 */
export function readHeader(
  cells: readonly string[],
  toColumn: string | undefined,
  textColumns: readonly string[],
  doubtful: boolean,
): Header | readonly RowProblem[] {
  if (cells.some((cell) => /\r[^\r\n]/.test(cell))) return [carriageReturns];
  if (doubtful && cells.some((cell) => cell.includes("\ufffd"))) return [lostCharacters(1)];
  const names = cells.map((cell) => cell.trim());
  const numbers = toColumn ?? findNumberColumn(names);
  const columns = typeof numbers === "string" ? [numbers, ...textColumns] : textColumns;
  const problems = [...new Set(columns)].flatMap((column): RowProblem[] => {
    const first = names.indexOf(column);
    if (first !== -1 && names.lastIndexOf(column) === first) return [];
    const use = column === numbers ? "it should hold the numbers" : "the text uses it";
    const message =
      first === -1
        ? `No column has this name, and ${use}; ${whatThereIs(column, names)}`
        : `Two columns have this name, and ${use}; rename one of them.`;
    return [{ row: 1, column, kind: "header", message }];
  });
  if (typeof numbers !== "string") return [numbers, ...problems];
  if (problems.length > 0) return problems;
  return { names, to: names.indexOf(numbers), places: textColumns.map((column) => names.indexOf(column)) };
}

/** The name of the column with the numbers, or why it cannot be told. */
function findNumberColumn(names: readonly string[]): string | RowProblem {
  const found = [...new Set(names.filter((name) => NUMBER_COLUMNS.includes(name.toLowerCase())))];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const message =
    only === undefined
      ? `No column is called ${NUMBER_COLUMNS.slice(0, -1).join(", ")} or ${NUMBER_COLUMNS.at(-1)}, so name the one with the numbers in columns.to; ${whatThereIs("", names)}`
      : `The columns ${found.join(" and ")} may both hold the numbers; name the right one in columns.to.`;
  return { row: 1, kind: "header", message };
}

// A row that ends in one is read on, and everything after it looks like names of columns.
const carriageReturns: RowProblem = {
  row: 1,
  kind: "header",
  message: "There are carriage returns without line feeds; save the file with rows that end in LF or CRLF.",
};

function whatThereIs(column: string, names: readonly string[]): string {
  // What is not the name of a column may be a person's number, so the names are not shown then.
  if (names.some((name) => /^[\d\s()+./-]{7,}$/.test(name))) {
    return "the first row must name the columns, and here it holds a number.";
  }
  const [only = "", ...others] = names;
  const separator = others.length === 0 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (separator !== undefined) {
    return `cells must be separated by commas, and here they seem to be by ${separator === "\t" ? "tabs" : separator}`;
  }
  // It may not be a header at all, and have hundreds of cells.
  return redact(suggest(column, names));
}
