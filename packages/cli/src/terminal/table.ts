// Escape sequences of colours.
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");

/** Rows in columns, two spaces apart, each line with its end. Colours have no width. */
export function textTable(rows: readonly (readonly string[])[], indent = ""): string {
  const widthOf = (cell: string) => [...cell.replace(ESCAPES, "")].length;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  }
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line) => `${indent}${line}\n`).join("");
}

/** A whole number with commas. */
export function count(number: number, noun?: string): string {
  const written = number.toLocaleString("en-US");
  return noun === undefined ? written : `${written} ${noun}${number === 1 ? "" : "s"}`;
}
