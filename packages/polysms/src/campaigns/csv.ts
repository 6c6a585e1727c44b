/** Characters of a row with its line end. Without a limit, an unclosed quote would make the whole file one cell. */
export const MAX_ROW_LENGTH = 65_536;

/**
 * What is wrong with the syntax of a row. `stray-quote`: a quote inside a cell that is not quoted, or something after a
 * closing quote. After the other two faults nothing more can be read.
 */
export type CsvFault = "stray-quote" | "unclosed-quote" | "too-long";

export interface CsvRow {
  readonly cells: readonly string[];
  readonly fault?: CsvFault | undefined;
}

interface CsvReader {
  /** The rows that end in this piece of the text. */
  read(piece: string): Iterable<CsvRow>;
  /** The last row, if the text does not end with a line end. */
  end(): Iterable<CsvRow>;
}

/**
 * Reads CSV as in RFC 4180, piece by piece: cells are separated by commas and rows by LF or CRLF, a cell that contains
 * one of these is quoted, and quotes inside it are doubled. An empty line is a row with one empty cell. Keeps no more
 * than one row, of at most 65,536 characters, in memory.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function createCsvReader(): CsvReader {
  let rest = "";
  let started = false;
  let broken = false;

  function* rowsOf(text: string, last: boolean): Generator<CsvRow> {
    let start = 0;
    let quote = text.indexOf('"');
    while (start < text.length) {
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start);
      const found = nextRow(text, start, quote, last);
      if (found === undefined) break;
      broken = found.fault === "unclosed-quote" || found.end - start > MAX_ROW_LENGTH;
      yield found.end - start > MAX_ROW_LENGTH ? TOO_LONG : found;
      if (broken) return;
      start = found.end;
    }
    rest = text.slice(start);
    broken = rest.length >= MAX_ROW_LENGTH;
    if (broken) yield TOO_LONG;
  }

  return {
    *read(piece) {
      if (broken) return;
      const text = rest + (started ? piece : piece.replace(/^\ufeff/, ""));
      started ||= piece !== "";
      // No row can have ended, and searching it again for every piece would take time quadratic in its length.
      if (!piece.includes("\n") && text.length < MAX_ROW_LENGTH) rest = text;
      else yield* rowsOf(text, false);
    },
    *end() {
      if (!broken) yield* rowsOf(rest, true);
    },
  };
}

const TOO_LONG: CsvRow = { cells: [], fault: "too-long" };

interface FoundRow extends CsvRow {
  /** The index at which the next row starts. */
  readonly end: number;
}

function nextRow(text: string, start: number, quote: number, last: boolean): FoundRow | undefined {
  const lineEnd = text.indexOf("\n", start);
  if (lineEnd === -1 && !last) return undefined;
  const stop = lineEnd === -1 ? text.length : lineEnd;
  // Most rows have no quotes, and splitting them is many times faster.
  if (quote !== -1 && quote < stop) return nextQuotedRow(text, start, last);
  return { cells: text.slice(start, withoutReturn(text, start, stop)).split(","), end: stop + 1 };
}

function nextQuotedRow(text: string, start: number, last: boolean): FoundRow | undefined {
  const cells: string[] = [];
  let fault: CsvFault | undefined;
  for (let at = start; ; ) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : { value: "", end: at };
    if (quoted === undefined) {
      return last ? { cells: [], fault: "unclosed-quote", end: text.length } : undefined;
    }
    // A quote at the end of a piece may be the first half of a doubled one, so wait for the next piece.
    const stop = cellEnd(text, quoted.end);
    if (stop === -1 && !last) return undefined;
    const end = stop === -1 ? text.length : stop;
    const plain = text.slice(quoted.end, text[end] === "," ? end : withoutReturn(text, quoted.end, end));
    if (quoted.end > at ? plain !== "" : plain.includes('"')) fault ??= "stray-quote";
    cells.push(quoted.value + plain);
    if (text[end] !== ",") return { cells, fault, end: end + 1 };
    at = end + 1;
  }
}

/** The cell that starts with a quote, and the index after its closing quote; `undefined` if the text has none. */
function readQuoted(text: string, at: number): { value: string; end: number } | undefined {
  let value = "";
  for (let from = at + 1; ; ) {
    const close = text.indexOf('"', from);
    if (close === -1) return undefined;
    value += text.slice(from, close);
    if (text[close + 1] !== '"') return { value, end: close + 1 };
    value += '"';
    from = close + 2;
  }
}

function cellEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === "," || text[at] === "\n") return at;
  return -1;
}

// CRLF is one line end.
function withoutReturn(text: string, start: number, stop: number): number {
  return stop > start && text[stop - 1] === "\r" ? stop - 1 : stop;
}

/** One row of CSV with its line end (LF). Cells are quoted only if they must be. */
export function writeCsvRow(cells: readonly string[]): string {
  const written = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${written.join(",")}\n`;
}
