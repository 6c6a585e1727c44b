/**
 * The rows of a CSV file with a header, each as an object by column. Quoted cells may contain commas, quotes and line
 * breaks. The facade has a reader of its own, which streams and reports bad rows; this package must not import it.
 */
export function csvRows(text: string): {
  readonly columns: readonly string[];
  readonly rows: Record<string, string>[];
} {
  const [columns = [], ...lines] = cells(text.replace(/^\uFEFF/, ""));
  const rows = lines.map((line) => Object.fromEntries(columns.map((column, index) => [column, line[index] ?? ""])));
  return { columns, rows };
}

function cells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    // An empty line is not a row, and neither is what follows the last line break.
    if (line.length > 1 || line[0] !== "") lines.push(line);
    line = [];
  }
  return lines;
}
