import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRowSet, nameWithRow, readRowSet } from "../../src/campaigns/row-set.ts";

describe("a set of rows", () => {
  it("has exactly the rows that were added, also when it is read back from its text", () => {
    const row = fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 400_000 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const set = createRowSet();
        for (const each of rows) set.add(each);
        const again = readRowSet(set.toText());
        expect(again.toText()).toBe(set.toText());
        const near = rows.flatMap((each) => [each, each + 1, Math.max(each - 1, 0), each + 8]);
        for (const each of near) expect([set.has(each), again.has(each)]).toEqual(Array(2).fill(rows.includes(each)));
      }),
      { numRuns: 200 },
    );
  });

  it("has the same text for the same rows, in whatever order they were added", () => {
    const rows = Array.from({ length: 700 }, (_, index) => 2 + 3 * index);
    const [ascending, descending] = [createRowSet(), createRowSet()];
    for (const row of rows) ascending.add(row);
    for (const row of rows.reverse()) descending.add(row);
    expect(ascending.toText()).toBe(descending.toText());
    expect(createRowSet().toText()).toBe("");
  });

  it("needs a bit per row: a million rows are 170 kB of text", () => {
    const set = createRowSet();
    for (let row = 2; row < 1_000_002; row++) set.add(row);
    expect(set.toText().length).toBeLessThan(170_000);
    const again = readRowSet(set.toText());
    expect([again.has(1), again.has(2), again.has(1_000_001), again.has(1_000_002)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("is found by one of its rows", () => {
    const [one, two] = [createRowSet(), createRowSet()];
    one.add(2);
    two.add(3);
    const sets = new Map([
      ["one", one],
      ["two", two],
    ]);
    expect([2, 3, 4].map((row) => nameWithRow(sets, row))).toEqual(["one", "two", undefined]);
  });
});
