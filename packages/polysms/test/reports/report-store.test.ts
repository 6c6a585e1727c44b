import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/reports/delivery-event.ts";
import { memoryReportStore } from "../../src/reports/report-store.ts";

function report(id: string, to?: string): Delivery {
  return {
    provider: "acme",
    id,
    to: to as Delivery["to"],
    status: "sent",
    terminal: false,
    authenticatedBy: "signed-url",
  };
}

describe("rule 8, delivery reports: the memory they take", () => {
  it("is bounded in number, over ids and over recipients of one id; the oldest are removed first", () => {
    for (const make of [(n: number) => report(`id-${n}`), (n: number) => report("id", `+${n}`)]) {
      const store = memoryReportStore({ maxReports: 3 });
      for (let n = 1; n <= 5; n++) expect(store.advance(make(n), 1)).toBe(true);
      const left = [1, 2, 3, 4, 5].filter((n) => {
        const { id, to } = make(n);
        return (store.find("acme", id) as Delivery[]).some((each) => each.to === to);
      });
      expect(left).toEqual([3, 4, 5]);
    }
  });

  it("keeps only the newest reference of a report, and only as long as the report", () => {
    const store = memoryReportStore({ maxReports: 2 });
    const find = (reference: string) => (store.findByReference(reference) as Delivery[]).map(({ id }) => id);
    store.advance({ ...report("a"), reference: "r" }, 1);
    store.advance({ ...report("b"), reference: "r" }, 1);
    expect(find("r")).toEqual(["a", "b"]);
    store.advance({ ...report("b"), reference: "s" }, 2);
    expect([find("r"), find("s")]).toEqual([["a"], ["b"]]);
    // The answer to a lookup has no reference.
    store.advance(report("b"), 3);
    expect(find("s")).toEqual(["b"]);
    expect(store.find("acme", "b")).toMatchObject([{ reference: "s" }]);
    store.advance(report("c"), 1);
    store.advance(report("d"), 1);
    expect([find("r"), find("s")]).toEqual([[], []]);
  });

  it("is bounded in number for inbound messages", () => {
    const store = memoryReportStore({ maxReports: 2 });
    expect(["a", "b", "b", "c", "c", "a"].map((key) => store.claim(key))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it("is bounded in age", () => {
    let now = 0;
    const store = memoryReportStore({ maxAgeMs: 1_000, now: () => now });
    store.advance(report("a"), 1);
    store.claim("a");
    now = 999;
    expect([store.advance(report("a"), 1), store.claim("a")]).toEqual([false, false]);
    expect(store.find("acme", "a")).toHaveLength(1);
    now = 1_000;
    expect(store.find("acme", "a")).toEqual([]);
    expect([store.advance(report("a"), 1), store.claim("a")]).toEqual([true, true]);
  });

  it("keeps reports for three days and 10,000 of them by default", () => {
    let now = 0;
    const store = memoryReportStore({ now: () => now });
    for (let n = 0; n <= 10_000; n++) store.advance(report(`id-${n}`), 1);
    expect([store.find("acme", "id-0"), store.find("acme", "id-1")]).toMatchObject([[], [{ id: "id-1" }]]);
    now = 3 * 24 * 3_600_000 - 1;
    expect(store.find("acme", "id-10000")).toHaveLength(1);
    now += 1;
    expect(store.find("acme", "id-10000")).toEqual([]);
  });

  it("is aged from the last step of a report", () => {
    let now = 0;
    const store = memoryReportStore({ maxAgeMs: 1_000, now: () => now });
    store.advance(report("a"), 0);
    store.advance(report("b"), 0);
    now = 600;
    store.advance(report("a"), 1);
    now = 1_200;
    expect([store.find("acme", "a"), store.find("acme", "b")]).toMatchObject([[{ id: "a" }], []]);
  });

  it("never holds more than maxReports, and always the latest ones", () => {
    const puts = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("+1", "+2", undefined), fc.nat(2)));
    fc.assert(
      fc.property(puts, fc.integer({ min: 1, max: 4 }), (all, maximum) => {
        const store = memoryReportStore({ maxReports: maximum, now: () => 0 });
        for (const [id, to, rank] of all) {
          const kept = store.advance(report(id, to), rank);
          const found = ["a", "b", "c"].flatMap((each) => store.find("acme", each) as Delivery[]);
          expect(found.length).toBeLessThanOrEqual(maximum);
          if (kept) expect(found).toContainEqual(report(id, to));
        }
      }),
    );
  });
});
