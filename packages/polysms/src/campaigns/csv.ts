/** Characters of a row with its line end: a quote that is never closed would otherwise make one cell of a whole file. */
export const LONGEST_ROW = 65_536;

/**
 * What is wrong with the writing of a row. `stray-quote`: a quote inside a cell that is not quoted, or something behind
 * a closing one. After the other two nothing more can be read.
 */
export type CsvFault = "stray-quote" | "unclosed-quote" | "too-long";

export interface CsvRow {
  readonly cells: readonly string[];
  readonly fault?: CsvFault | undefined;
}

export interface CsvReader {
  /** The rows that end in this piece of the text. */
  read(piece: string): Iterable<CsvRow>;
  /** The last row, if the text does not end with a line end. */
  end(): Iterable<CsvRow>;
}

/**
 * Reads CSV as RFC 4180 has it, piece by piece: cells apart by commas, rows by LF or CRLF, quotes around a cell that
 * has one of these, quotes inside it doubled. An empty line is a row of one empty cell. Keeps no more than one row of
 * at most 65,536 characters.
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
      broken = found.fault === "unclosed-quote" || found.end - start > LONGEST_ROW;
      yield found.end - start > LONGEST_ROW ? TOO_LONG : found;
      if (broken) return;
      start = found.end;
    }
    rest = text.slice(start);
    broken = rest.length >= LONGEST_ROW;
    if (broken) yield TOO_LONG;
  }

  return {
    *read(piece) {
      if (broken) return;
      const text = rest + (started ? piece : piece.replace(/^\ufeff/, ""));
      started ||= piece !== "";
      // No row can have ended, and to look for it again and again would cost the square of its length.
      if (!piece.includes("\n") && text.length < LONGEST_ROW) rest = text;
      else yield* rowsOf(text, false);
    },
    *end() {
      if (!broken) yield* rowsOf(rest, true);
    },
  };
}

const TOO_LONG: CsvRow = { cells: [], fault: "too-long" };

interface FoundRow extends CsvRow {
  /** Where the next row begins. */
  readonly end: number;
}

function nextRow(text: string, start: number, quote: number, last: boolean): FoundRow | undefined {
  const lineEnd = text.indexOf("\n", start);
  if (lineEnd === -1 && !last) return undefined;
  const stop = lineEnd === -1 ? text.length : lineEnd;
  // Most rows have no quotes, and these are cut many times faster.
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
    // At the end of a piece nothing is certain: a quote there may be the first half of a doubled one.
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

/** The cell that a quote opens, and the place behind the quote that closes it; nothing if that is not in the text. */
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

/** One row of CSV with its line end (LF), quoted where it must be. */
export function writeCsvRow(cells: readonly string[]): string {
  const written = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${written.join(",")}\n`;
}
