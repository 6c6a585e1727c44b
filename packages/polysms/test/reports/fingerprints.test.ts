import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createFingerprints } from "../../src/reports/fingerprints.ts";

describe("rule 8, delivery reports: what is remembered of very many texts", () => {
  it("is the highest number of each, and 0 for every other text", () => {
    const values = fc.array(fc.tuple(fc.string(), fc.integer({ min: 1, max: 3 })), { maxLength: 2_000 });
    fc.assert(
      fc.property(values, fc.string(), (all, other) => {
        const prints = createFingerprints({ limit: 10_000, maxAgeMs: 1_000, now: () => 0 });
        const highest = new Map<string, number>();
        for (const [text, value] of all) {
          prints.set(text, value);
          highest.set(text, Math.max(value, highest.get(text) ?? 0));
        }
        for (const [text, value] of highest) expect(prints.get(text)).toBe(value);
        expect(prints.get(other)).toBe(highest.get(other) ?? 0);
      }),
      { numRuns: 20 },
    );
  });

  it("tells 200,000 ids in a row apart, and from 200,000 others", () => {
    const prints = createFingerprints({ limit: 200_000, maxAgeMs: 1_000, now: () => 0 });
    for (let n = 0; n < 200_000; n++) prints.set(`acme\n\n${n}`, 1 + (n % 3));
    let wrong = 0;
    for (let n = 0; n < 200_000; n++) {
      if (prints.get(`acme\n\n${n}`) !== 1 + (n % 3)) wrong += 1;
      if (prints.get(`acme\n\n${200_000 + n}`) !== 0) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  it("lasts for at least the limit and the age, and for at most twice as much", () => {
    let now = 0;
    const onFull = vi.fn();
    const prints = createFingerprints({ limit: 2, maxAgeMs: 1_000, now: () => now, onFull });
    for (const text of ["a", "b", "c", "d"]) prints.set(text, 1);
    expect(["a", "b", "c", "d"].map(prints.get)).toEqual([1, 1, 1, 1]);
    expect(onFull).not.toHaveBeenCalled();
    prints.set("e", 1);
    expect(onFull).toHaveBeenCalledOnce();
    expect(["a", "b", "c", "d", "e"].map(prints.get)).toEqual([0, 0, 1, 1, 1]);
    now = 1_000;
    expect(["c", "d", "e"].map(prints.get)).toEqual([0, 0, 1]);
    now = 2_000;
    expect(prints.get("e")).toBe(0);
    prints.set("f", 1);
    now = 9_000;
    expect(prints.get("f")).toBe(0);
    expect(onFull).toHaveBeenCalledOnce();
  });
});
