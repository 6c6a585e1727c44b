import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Delivery } from "../../src/reports/delivery-event.ts";
import {
  type MemoryReportStoreOptions,
  memoryReportStore,
  type ReportStore,
  whenFull,
} from "../../src/reports/report-store.ts";
import { storeCall } from "./setup.ts";

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

/** A store in memory; every event has a key of its own and is confirmed, if not asked otherwise. */
function setup(options: MemoryReportStoreOptions = {}) {
  const store = memoryReportStore(options);
  const keyOf = ({ provider, id, to }: Delivery, rank: number) => [provider, id, to, rank].join(" ");
  const advance = (kept: Delivery, rank: number, confirmed = true) => {
    const key = keyOf(kept, rank);
    const state = store.advance(kept, rank, key, storeCall);
    if (confirmed) store.confirm(key, storeCall);
    return state;
  };
  const claim = (key: string) => {
    const state = store.claim(key, storeCall);
    store.confirm(key, storeCall);
    return state;
  };
  const find = (id: string) => store.find("acme", id, storeCall) as Delivery[];
  const findByReference = (reference: string) => store.findByReference(reference, storeCall) as Delivery[];
  const tie = (id: string, reference: string) => store.tie("acme", [id], reference, storeCall);
  return { store, advance, claim, find, findByReference, tie };
}

describe("rule 8, delivery reports: the memory they take", () => {
  it("is bounded in number, over ids and over recipients of one id; the oldest are removed first", () => {
    for (const make of [(n: number) => report(`id-${n}`), (n: number) => report("id", `+${n}`)]) {
      const { advance, find } = setup({ maxReports: 3 });
      for (let n = 1; n <= 5; n++) expect(advance(make(n), 1)).toBe("new");
      const left = [1, 2, 3, 4, 5].filter((n) => find(make(n).id).some(({ to }) => to === make(n).to));
      expect(left).toEqual([3, 4, 5]);
    }
  });

  it("keeps only the newest reference of a report, and only as long as the report", () => {
    const { advance, find, findByReference } = setup({ maxReports: 2 });
    const idsOf = (reference: string) => findByReference(reference).map(({ id }) => id);
    advance({ ...report("a"), reference: "r" }, 1);
    advance({ ...report("b"), reference: "r" }, 1);
    expect(idsOf("r")).toEqual(["a", "b"]);
    advance({ ...report("b"), reference: "s" }, 2);
    expect([idsOf("r"), idsOf("s")]).toEqual([["a"], ["b"]]);
    // The answer to a lookup has no reference.
    advance(report("b"), 3);
    expect(idsOf("s")).toEqual(["b"]);
    expect(find("b")).toMatchObject([{ reference: "s" }]);
    advance(report("c"), 1);
    advance(report("d"), 1);
    expect([idsOf("r"), idsOf("s")]).toEqual([[], []]);
  });

  it("is bounded in number for inbound messages: the last ones are known, and those long before are new again", () => {
    const { claim } = setup({ maxReports: 2 });
    expect(["a", "b", "b", "c", "c", "d", "a", "a"].map(claim)).toEqual([
      "new",
      "new",
      "done",
      "new",
      "done",
      "new",
      "done",
      "done",
    ]);
    expect(["e", "f", "a"].map(claim)).toEqual(["new", "new", "new"]);
  });

  it("is bounded for events that nobody confirms: the oldest are new again", () => {
    const { store } = setup({ maxReports: 2 });
    const claim = (key: string) => store.claim(key, storeCall);
    expect(["a", "b", "a", "c", "b", "a"].map(claim)).toEqual(["new", "new", "pending", "new", "pending", "new"]);
  });

  it("is bounded in age", () => {
    let now = 0;
    const { advance, claim, find } = setup({ maxAgeMs: 1_000, now: () => now });
    advance(report("a"), 1);
    claim("a");
    now = 999;
    expect([advance(report("a"), 1), claim("a"), find("a").length]).toEqual(["done", "done", 1]);
    now = 1_000;
    expect([advance(report("a"), 1), find("a").length]).toEqual(["new", 1]);
    claim("b");
    now = 2_000;
    expect([claim("b"), claim("a")]).toEqual(["done", "new"]);
  });

  it("keeps reports for three days and 100,000 of them by default", () => {
    let now = 0;
    const { advance, find } = setup({ now: () => now });
    for (let n = 0; n <= 100_000; n++) advance(report(`id-${n}`), 1);
    expect([find("id-0"), find("id-1")]).toMatchObject([[], [{ id: "id-1" }]]);
    now = 3 * 24 * 3_600_000 - 1;
    expect(find("id-100000")).toHaveLength(1);
    now += 1;
    expect(find("id-100000")).toEqual([]);
  });

  it("is aged from the last step of a report", () => {
    let now = 0;
    const { advance, find } = setup({ maxAgeMs: 1_000, now: () => now });
    advance(report("a"), 0);
    advance(report("b"), 0);
    now = 600;
    advance(report("a"), 1);
    now = 1_200;
    expect([find("a"), find("b")]).toMatchObject([[{ id: "a" }], []]);
  });

  it("never holds more than maxReports, and always the latest ones", () => {
    const puts = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("+1", "+2", undefined), fc.nat(2)));
    fc.assert(
      fc.property(puts, fc.integer({ min: 1, max: 4 }), (all, maximum) => {
        const { advance, find } = setup({ maxReports: maximum, now: () => 0 });
        for (const [id, to, rank] of all) {
          const state = advance(report(id, to), rank);
          const found = ["a", "b", "c"].flatMap((each) => find(each));
          expect(found.length).toBeLessThanOrEqual(maximum);
          if (state === "new") expect(found).toContainEqual(expect.objectContaining(report(id, to)));
        }
      }),
    );
  });

  it("says once that it is full, and not because of age", () => {
    let now = 0;
    const full = vi.fn();
    const { store, advance, claim } = setup({ maxReports: 2, maxAgeMs: 1_000, now: () => now });
    whenFull(store, full);
    for (const id of ["a", "b"]) advance(report(id), 1);
    now = 1_000;
    for (const id of ["c", "d"]) advance(report(id), 1);
    expect(full).not.toHaveBeenCalled();
    advance(report("e"), 1);
    expect(full).toHaveBeenCalledOnce();
    for (const id of ["f", "g"]) advance(report(id), 1);
    for (const key of "abcdefgh") claim(key);
    expect(full).toHaveBeenCalledOnce();
  });

  it.each([
    ["maxReports", 0],
    ["maxReports", 1.5],
    ["maxReports", Number.NaN],
    ["maxAgeMs", -1],
    ["maxAgeMs", Number.POSITIVE_INFINITY],
  ])("has limits that are numbers above 0: %s %d throws", (field, value) => {
    expect(() => memoryReportStore({ [field]: value })).toThrow(expect.objectContaining({ code: "config", field }));
  });
});

describe("rule 8, delivery reports: a report that was forgotten because there were too many", () => {
  it("does not go backwards, and counts on from where it was", () => {
    const { advance } = setup({ maxReports: 2 });
    advance(report("a"), 2);
    advance(report("b"), 1);
    for (const id of ["c", "d", "e"]) advance(report(id), 0);
    expect([0, 1, 2].map((rank) => advance(report("a"), rank))).toEqual(["done", "done", "done"]);
    expect([0, 1, 2, 2].map((rank) => advance(report("b"), rank))).toEqual(["done", "done", "new", "done"]);
  });

  it("is new again if its event was not confirmed", () => {
    const { advance } = setup({ maxReports: 1 });
    advance(report("a"), 2, false);
    advance(report("b"), 1);
    expect([1, 2, 2].map((rank) => advance(report("a"), rank))).toEqual(["done", "new", "done"]);
  });

  it("does not go backwards for the last four for each that is kept", () => {
    const { advance } = setup({ maxReports: 100 });
    for (let n = 0; n < 500; n++) advance(report(`id-${n}`), 2);
    const backwards = Array.from({ length: 500 }, (_, n) => advance(report(`id-${n}`), 1));
    expect(new Set(backwards)).toEqual(new Set(["done"]));
  });
});

describe("rule 8, delivery reports: what a store knows of an event", () => {
  const states = (store: ReportStore, rank: number, key: string) =>
    [0, 1].map(() => store.advance(report("a"), rank, key, storeCall));

  it("is new once, pending until it is confirmed, and then done", () => {
    const { store } = setup();
    expect(states(store, 1, "k-1")).toEqual(["new", "pending"]);
    store.confirm("k-1", storeCall);
    expect(states(store, 1, "k-1")).toEqual(["done", "done"]);
    const claims = ["k-2", "k-2"].map((key) => store.claim(key, storeCall));
    store.confirm("k-2", storeCall);
    expect([...claims, store.claim("k-2", storeCall)]).toEqual(["new", "pending", "done"]);
  });

  it("is done when a later status has come, or another one of the same rank", () => {
    const { store } = setup();
    expect(states(store, 1, "sent")).toEqual(["new", "pending"]);
    expect(states(store, 2, "delivered")).toEqual(["new", "pending"]);
    expect(states(store, 1, "sent")).toEqual(["done", "done"]);
    expect(states(store, 2, "undelivered")).toEqual(["done", "done"]);
    store.confirm("sent", storeCall);
    expect(states(store, 2, "delivered")).toEqual(["pending", "pending"]);
  });
});

describe("rule 8, delivery reports: an id that is tied to a reference", () => {
  it("takes reports with this reference and with none, and no others", () => {
    const { advance, tie, find } = setup();
    tie("a", "r");
    expect(advance({ ...report("a"), reference: "other" }, 2)).toBe("foreign");
    expect(find("a")).toEqual([]);
    expect(advance(report("a"), 0)).toBe("new");
    expect(advance({ ...report("a"), reference: "r" }, 1)).toBe("new");
    expect(advance({ ...report("b"), reference: "other" }, 1)).toBe("new");
    expect(advance({ ...report("a"), provider: "other", reference: "other" }, 1)).toBe("new");
  });

  it("takes those of both messages when a provider gives the id twice", () => {
    const { advance, tie } = setup();
    for (const reference of ["r", "s"]) tie("a", reference);
    expect(["r", "s", "t"].map((reference, rank) => advance({ ...report("a"), reference }, rank))).toEqual([
      "new",
      "new",
      "foreign",
    ]);
  });

  it("loses what came under another reference before it was tied", () => {
    const { advance, tie, find, findByReference } = setup();
    advance({ ...report("a", "+1"), reference: "other" }, 2);
    advance({ ...report("a", "+2"), reference: "r" }, 1);
    tie("a", "r");
    expect([find("a").map(({ to }) => to), findByReference("other")]).toEqual([["+2"], []]);
    expect(advance({ ...report("a", "+1"), reference: "r" }, 1)).toBe("new");
  });
});
