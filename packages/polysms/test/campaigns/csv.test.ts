import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRow, createCsvReader, MAX_ROW_LENGTH, writeCsvRow } from "../../src/campaigns/csv.ts";

function read(...pieces: readonly string[]): CsvRow[] {
  const reader = createCsvReader();
  const rows = [...pieces.flatMap((piece) => [...reader.read(piece)]), ...reader.end()];
  return rows.map(({ cells, fault }) => ({ cells, fault }));
}

const cellsOf = (rows: readonly CsvRow[]) => rows.map(({ cells }) => cells);
const faultsOf = (rows: readonly CsvRow[]) => rows.map(({ fault }) => fault);

/** The text, split at these places. */
function split(text: string, places: readonly number[]): string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

describe("reading CSV", () => {
  it.each<[string, string, string[][]]>([
    [
      "rows that end in LF",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "rows that end in CRLF",
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a last row without a line end",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a last row that ends in a lone CR",
      "a,b\nc,d\r",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "empty cells",
      ",\na,\n",
      [
        ["", ""],
        ["a", ""],
      ],
    ],
    ["an empty line", "a\n\nb\n", [["a"], [""], ["b"]]],
    ["nothing", "", []],
    ["a line end alone", "\n", [[""]]],
    ["spaces, which belong to the cell", " a , b \n", [[" a ", " b "]]],
    ["a quoted cell", '"a, ""b""\nc",d\n', [['a, "b"\nc', "d"]]],
    [
      "quoted cells in CRLF rows",
      '"a","b"\r\n"c","d"\r\n',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["an empty quoted cell", '"",a\n""', [["", "a"], [""]]],
    ["a quote alone in a quoted cell", '""""\n', [['"']]],
    ["CRLF inside a quoted cell", '"a\r\nb"\r\nc\r\n', [["a\r\nb"], ["c"]]],
    ["a CR inside a row", "a\rb,c\n", [["a\rb", "c"]]],
    ["a byte order mark", "\ufeffa,b\n", [["a", "b"]]],
    ["a byte order mark before a quote", '\ufeff"a",b\n', [["a", "b"]]],
    ["a mark that is not at the start", "a\n\ufeffb\n", [["a"], ["\ufeffb"]]],
  ])("reads %s", (_, text, expected) => {
    const rows = read(text);
    expect(cellsOf(rows)).toEqual(expected);
    expect(faultsOf(rows)).toEqual(expected.map(() => undefined));
    // The same, character by character.
    expect(read(...text)).toEqual(rows);
  });

  it.each<[string, string, string[][]]>([
    [
      "after a closing quote",
      '"a"b,c\nd,e\n',
      [
        ["ab", "c"],
        ["d", "e"],
      ],
    ],
    [
      "inside a plain cell",
      'a"b,c\nd,e\n',
      [
        ['a"b', "c"],
        ["d", "e"],
      ],
    ],
    [
      "after a space",
      '"a", "b"\nd,e\n',
      [
        ["a", ' "b"'],
        ["d", "e"],
      ],
    ],
  ])("marks the row with a stray quote and continues: %s", (_, text, expected) => {
    const rows = read(text);
    expect(cellsOf(rows)).toEqual(expected);
    expect(faultsOf(rows)).toEqual(["stray-quote", undefined]);
    expect(read(...text)).toEqual(rows);
  });

  it("ends with a quote that is never closed", () => {
    expect(faultsOf(read('a\n"b,c\nd\n'))).toEqual([undefined, "unclosed-quote"]);
    expect(faultsOf(read(...'a\n"b,c\nd\n'))).toEqual([undefined, "unclosed-quote"]);
  });

  it("keeps no more than the longest row of a quote that is never closed", () => {
    const reader = createCsvReader();
    const line = `${"x".repeat(1022)}\n`;
    const rows: CsvRow[] = [];
    let pieces = 0;
    for (; rows.length === 0 && pieces < 1000; pieces++) rows.push(...reader.read(pieces === 0 ? `"${line}` : line));
    expect(faultsOf(rows)).toEqual(["too-long"]);
    expect(pieces * 1023).toBeLessThan(MAX_ROW_LENGTH + 2 * 1023);
    // Nothing after it is read, because the start of the next row is unknown.
    expect([...reader.read('"a",b\nc,d\n'), ...reader.end()]).toEqual([]);
  });

  it("allows a row of 65,536 characters and no longer, in any pieces", () => {
    const right = `${"x".repeat(MAX_ROW_LENGTH - 1)}\n`;
    const wrong = `x${right}`;
    for (const size of [right.length + 2, 60_000, 4096, 7]) {
      const pieces = (text: string) => text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect(faultsOf(read(...pieces(`${right}a\n`)))).toEqual([undefined, undefined]);
      expect(faultsOf(read(...pieces(`${wrong}a\n`)))).toEqual(["too-long"]);
      expect(faultsOf(read(...pieces(wrong.slice(0, -1))))).toEqual(["too-long"]);
    }
  });

  it("reads back any table that was written, in any pieces", () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é", "\ufeff", "𝄞"), maxLength: 6 }),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    const places = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(table, places, fc.boolean(), fc.boolean(), (rows, cuts, withCr, withMark) => {
        const mark = withMark || rows[0]?.[0]?.startsWith("\ufeff") ? "\ufeff" : "";
        const text = mark + rows.map((row) => writeCsvRow(row).replace(/\n$/, withCr ? "\r\n" : "\n")).join("");
        for (const pieces of [split(text, cuts), [...text], [text]]) {
          const found = read(...pieces);
          expect(cellsOf(found)).toEqual(rows);
          expect(faultsOf(found).every((fault) => fault === undefined)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("reads any text the same way in any pieces, and loses no row of a text without quotes", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r"), maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
        const whole = read(text);
        expect(read(...split(text, cuts))).toEqual(whole);
        if (text.includes('"')) return;
        expect(cellsOf(whole)).toEqual(
          text === ""
            ? []
            : text
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => line.replace(/\r$/, "").split(",")),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("writing CSV", () => {
  it("quotes only the cells that need it", () => {
    expect(writeCsvRow(["a", "b c", "", "d,e", 'f"g', "h\ni", "j\rk"])).toBe('a,b c,,"d,e","f""g","h\ni","j\rk"\n');
  });
});
