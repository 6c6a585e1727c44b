import { parsePhone } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeCsvRow } from "../../src/campaigns/csv.ts";
import type { RowProblem } from "../../src/campaigns/row-problem.ts";
import { csv, type PlanChanges, planOf } from "./setup.ts";

const header = "msisdn,name,balance";

describe("rule 11, campaigns: a plan names every bad row", () => {
  const good = "+254712345678,Jane,1";

  it.each<[string, string, Partial<RowProblem> & { message: unknown }, PlanChanges?]>([
    [
      "letters in the number",
      "none,Joe,2",
      { kind: "number", message: expect.stringMatching(/other than digits.*\+254712345678/) },
    ],
    ["an empty number", ",Joe,2", { kind: "number", message: expect.stringContaining("empty") }],
    ["a number that is too short", "+25471,Joe,2", { kind: "number", message: expect.stringContaining("at least 7") }],
    [
      "a number that is too long",
      "+2547123456789012,Joe,2",
      { kind: "number", message: expect.stringContaining("allows 15") },
    ],
    [
      "a local number without region",
      "0712345679,Joe,2",
      { kind: "number", message: expect.stringMatching(/country code.*region/) },
    ],
    [
      "a number outside its region",
      "0312345679,Joe,2",
      { kind: "number", message: expect.stringContaining("0712 345 678") },
      { region: "KE" },
    ],
    [
      "a number that a spreadsheet rounded",
      "2.54712E+11,Joe,2",
      { kind: "number", message: expect.stringContaining("as text") },
    ],
    ["the same number again", good, { kind: "duplicate", message: expect.stringContaining("+254•••••••78") }],
    [
      "the same number in another form",
      "00254 712 345 678,Joe,2",
      { kind: "duplicate", message: expect.stringContaining("earlier row") },
    ],
    [
      "a number without a route",
      "+15550100123,Joe,2",
      { kind: "route", message: expect.stringContaining("+155••••••23") },
    ],
    ["too few cells", "+254712345679,Joe", { kind: "cells", message: "The row has 2 cells, and the header has 3." }],
    ["too many cells", "+254712345679,Joe,2,3", { kind: "cells", message: expect.stringContaining("4 cells") }],
    [
      "a text that is too long",
      `+254712345679,Joe,${"9".repeat(1530)}`,
      { kind: "text", message: expect.stringMatching(/11 segments.*10 are allowed/) },
    ],
    [
      "a text longer than maxSegments",
      `+254712345679,Joe,${"9".repeat(160)}`,
      { kind: "text", message: expect.stringMatching(/2 segments.*1 are allowed/) },
      { maxSegments: 1 },
    ],
    [
      "a text that is empty",
      "+254712345679, ,2",
      { kind: "text", message: expect.stringContaining("empty") },
      { text: "{name}" },
    ],
    [
      "a quote in the wrong place",
      '+254712345679,5" pipe,2',
      { kind: "quotes", message: expect.stringContaining("twice") },
    ],
    [
      "text after a closing quote",
      '+254712345679,"Joe" Doe,2',
      { kind: "quotes", message: expect.stringContaining("wrong place") },
    ],
  ])("%s", async (_, line, problem, more) => {
    const plan = await planOf(csv(header, good, line, "+254712345699,Jim,3"), more);
    const kind = problem.kind ?? "file";
    expect(plan).toMatchObject({ rows: 3, badRows: 1, complete: true, problemCounts: { [kind]: 1 } });
    const column = ["number", "duplicate", "route"].includes(kind) ? "msisdn" : undefined;
    expect(plan.problems).toEqual([{ column, ...problem, row: 3 }]);
  });

  it("with every problem of the row", async () => {
    const line = `0712345678,Joe,${"9".repeat(1600)}`;
    const { problems } = await planOf(csv(header, line));
    expect(problems.map(({ row, kind }) => [row, kind])).toEqual([
      [2, "number"],
      [2, "text"],
    ]);
  });

  it("and does not count a row as the duplicate of a bad one, which is not sent", async () => {
    const tooLong = `+254712345678,Jane,${"9".repeat(1600)}`;
    const { rows, problems } = await planOf(csv(header, tooLong, good, tooLong, good));
    expect(rows).toBe(4);
    expect(problems.map(({ row, kind }) => [row, kind])).toEqual([
      [2, "text"],
      [4, "duplicate"],
      [4, "text"],
      [5, "duplicate"],
    ]);
  });

  it("by the row number of a spreadsheet, which counts empty lines but not line breaks in cells", async () => {
    const { problems } = await planOf(csv(header, "", '+254712345678,"Jane\nDoe",1', "none,Joe,2"));
    expect(problems.map(({ row }) => row)).toEqual([4]);
  });

  it("with bytes that are not UTF-8, and the column they are in", async () => {
    const latin1 = Uint8Array.from(
      `${header},note\n${good},a\n+254712345679,Zo\xeb,2,b\n+254712345680,Joe,3,c\n`,
      (c) => c.charCodeAt(0),
    );
    const plan = await planOf(new Blob([latin1]));
    expect(plan).toMatchObject({ rows: 3, badRows: 1 });
    expect(plan.problems).toEqual([
      { row: 3, column: "name", kind: "encoding", message: expect.stringContaining("UTF-8") },
    ]);
  });

  it("with such bytes in a row that arrives in two pieces", async () => {
    async function* pieces() {
      yield new TextEncoder().encode(`${header}\n+254712345679,Zo`);
      yield Uint8Array.of(0xeb, 0x20);
      yield new TextEncoder().encode("Doe,2\n");
    }
    expect((await planOf(pieces())).problems).toMatchObject([{ row: 2, column: "name", kind: "encoding" }]);
  });

  it("keeps the first 100 problems, counts all, and calls onProblem for each", async () => {
    const seen: RowProblem[] = [];
    const lines = Array.from({ length: 250 }, (_, index) => (index % 2 === 0 ? "none,Joe,2" : "+254712345678,Joe,2"));
    const plan = await planOf(csv(header, ...lines), { onProblem: (problem) => seen.push(problem) });
    expect(plan).toMatchObject({ rows: 250, badRows: 249, problemCounts: { number: 125, duplicate: 124 } });
    expect(seen).toHaveLength(249);
    expect(plan.problems).toEqual(seen.slice(0, 100));
  });
});

it("rule 11, campaigns: a plan finds the same problems as a simple check, for any rows in any pieces", async () => {
  const number = fc.oneof(
    fc.nat({ max: 8 }).map((n) => `+25471234567${n}`),
    fc.nat({ max: 8 }).map((n) => `071234567${n}`),
    fc.constantFrom("", "none", "+1 555 0100 123", "+254", "0312345678"),
  );
  const name = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "ж"), maxLength: 90 });
  const rows = fc.array(fc.tuple(number, name), { maxLength: 20 }).map((lines) => [...lines, ["none", "a"] as const]);
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (lines, size) => {
      const table = writeCsvRow(["msisdn", "name"]) + lines.map((line) => writeCsvRow(line)).join("");
      async function* pieces() {
        const bytes = new TextEncoder().encode(table);
        for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
      }
      const found: (readonly [number, string])[] = [];
      const plan = await planOf(pieces(), {
        text: "{name}!",
        region: "KE",
        maxSegments: 1,
        onProblem: ({ row, kind }) => found.push([row, kind]),
      });

      const expected: (readonly [number, string])[] = [];
      const earlier = new Set<string>();
      let filled = 0;
      for (const [index, [raw, value]] of lines.entries()) {
        if (raw === "" && value.trim() === "") continue;
        filled += 1;
        const before = expected.length;
        const parsed = parsePhone(raw, { region: "KE" });
        if (!parsed.ok) expected.push([index + 2, "number"]);
        else {
          if (earlier.has(parsed.phone)) expected.push([index + 2, "duplicate"]);
          if (parsed.phone.startsWith("+1")) expected.push([index + 2, "route"]);
        }
        if (value.length + 1 > (value.includes("ж") ? 70 : 160)) expected.push([index + 2, "text"]);
        if (parsed.ok && expected.length === before) earlier.add(parsed.phone);
      }
      expect(found).toEqual(expected);
      expect(plan.rows).toBe(filled);
      expect(plan.badRows).toBe(new Set(expected.map(([row]) => row)).size);
    }),
    { numRuns: 300 },
  );
});
