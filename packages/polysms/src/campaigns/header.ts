import { redact, suggest } from "@polysms/core";
import { lostCharacters, type RowProblem } from "./row-problem.ts";

/** The first row of a file, which names the columns. */
export interface Header {
  readonly names: readonly string[];
  /** The index of the column with the numbers. */
  readonly numberIndex: number;
  /** The indexes of the columns that the text uses, in the order of its placeholders. */
  readonly textIndexes: readonly number[];
}

/** What people call the column with the numbers, in any case. */
const NUMBER_COLUMNS = ["to", "phone", "msisdn", "mobile", "number"];

/**
 * Finds the columns that are needed, or returns all problems. Names are compared without the spaces around them. If
 * `toColumn` is omitted, the numbers are in the only column with a name of {@link NUMBER_COLUMNS}.
 */
export function readHeader(
  cells: readonly string[],
  toColumn: string | undefined,
  textColumns: readonly string[],
  suspectEncoding: boolean,
): Header | readonly RowProblem[] {
  if (cells.some((cell) => /\r[^\r\n]/.test(cell))) return [carriageReturns];
  if (suspectEncoding && cells.some((cell) => cell.includes("\ufffd"))) return [lostCharacters(1)];
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
  return {
    names,
    numberIndex: names.indexOf(numbers),
    textIndexes: textColumns.map((column) => names.indexOf(column)),
  };
}

/** The name of the column with the numbers, or why it cannot be found. */
function findNumberColumn(names: readonly string[]): string | RowProblem {
  const found = [...new Set(names.filter((name) => NUMBER_COLUMNS.includes(name.toLowerCase())))];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const message =
    only === undefined
      ? `No column is called ${NUMBER_COLUMNS.slice(0, -1).join(", ")} or ${NUMBER_COLUMNS.at(-1)}, so name the one with the numbers in columns.to; ${whatThereIs("phone", names)}`
      : `The columns ${found.join(" and ")} may both hold the numbers; name the right one in columns.to.`;
  return { row: 1, kind: "header", message };
}

// A carriage return alone does not end a row, so everything after it looks like column names.
const carriageReturns: RowProblem = {
  row: 1,
  kind: "header",
  message: "The file has carriage returns without line feeds; save it with rows that end in LF or CRLF.",
};

function whatThereIs(column: string, names: readonly string[]): string {
  // A cell that looks like a number may be a person's, so no cell is shown.
  if (names.some((name) => /^[\d\s()+./-]{7,}$/.test(name))) {
    return "the first row must name the columns, but it contains a number.";
  }
  const [only = "", ...others] = names;
  const separator = others.length === 0 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (separator !== undefined) {
    return `cells must be separated by commas, but they seem to be separated by ${separator === "\t" ? "tabs" : separator}`;
  }
  // It may not be a header at all, and may have hundreds of cells.
  return redact(suggest(column, names));
}
