// Escape sequences of colours.
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");

/** Rows as lines with aligned columns, two spaces apart. Colours do not count towards the width. */
export function textTable(rows: readonly (readonly string[])[], indent = ""): string {
  const widthOf = (cell: string) => [...cell.replace(ESCAPES, "")].length;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line) => `${indent}${line}\n`).join("");
}

/** A whole number with commas, and a noun in singular or plural if there is one: `1,200 rows`. */
export function count(number: number, noun?: string): string {
  const digits = number.toLocaleString("en-US");
  return noun === undefined ? digits : `${digits} ${noun}${number === 1 ? "" : "s"}`;
}
