import { assertSame } from "./check.ts";
import { type DefineTest, defineTests, type StoreTestOptions } from "./context.ts";
import { testEvents } from "./events.ts";
import { exactTexts, lookAlikes } from "./look-alikes.ts";
import {
  assertReports,
  assertState,
  type ReportClient,
  type ReportStoreLike,
  reportClient,
  reportOn,
} from "./report-store.ts";
import { endOf } from "./timing.ts";

const ID = "id-1";
const KEY = "hash-1";

/**
 * Defines the tests that every store of delivery reports has to pass: a status only moves forward, an event stays pending
 * until it is confirmed, and a report belongs to the message that it was signed for. They make a few thousand calls.
 * Throws at once if the options are wrong.
 */
export function describeReportStore(options: StoreTestOptions<ReportStoreLike>): void {
  const it = defineTests(options, reportClient);
  options.test.describe(["report store", options.name].join(" ").trim(), () => {
    testEvents(it);
    testReports(it);
    testTies(it);
    testSignals(it);
  });
}

function testReports(it: DefineTest<ReportClient>): void {
  it("keeps the status that is further, in whichever order they arrive", [], async ({ client }) => {
    const report = (rank: number) => reportOn(ID, { status: `rank ${rank}`, terminal: rank === 3 });
    const steps = [
      [1, "new", 1],
      [0, "done", 1],
      [2, "new", 2],
      [2, "done", 2],
      [3, "new", 3],
      [1, "done", 3],
      [2, "done", 3],
    ] as const;
    for (const [rank, state, furthest] of steps) {
      await assertState(client.advance(report(rank), rank, `hash-${rank}`), state);
      await client.confirm(`hash-${rank}`);
      assertReports(await client.find(ID), [report(furthest)]);
    }
  });

  it("keeps one report for each recipient of an id, and one without a number", [], async ({ client }) => {
    const reports = [undefined, "+254712345678", "+254712345679"].map((to, index) =>
      reportOn(ID, { status: `rank ${index + 1}`, ...(to === undefined ? {} : { to }) }),
    );
    for (const [index, report] of reports.entries())
      await assertState(client.advance(report, index + 1, `hash-${index}`), "new");
    assertReports(await client.find(ID), reports);
  });

  it("returns a report as it was, character for character", [], async ({ client }) => {
    for (const [index, description] of exactTexts.entries()) {
      const report = reportOn(`id-${index}`, {
        ...{ to: "+254712345678", status: "delivered", terminal: true, description, reference: `reference-${index}` },
        receivedAt: "2026-01-02T03:04:05.678Z",
      });
      await client.advance(report, 3, `hash-${index}`);
      assertReports(await client.find(`id-${index}`), [report]);
      assertReports(await client.findByReference(`reference-${index}`), [report]);
    }
  });

  it("keeps reports apart whose ids or references look alike", [], async ({ client }) => {
    const reports = lookAlikes.map((text) => reportOn(text, { reference: text }));
    for (const [index, report] of reports.entries()) await client.advance(report, 1, `hash-${index}`);
    await client.advance(reportOn(ID, { provider: "acme-2" }), 1, KEY);
    for (const report of reports) {
      assertReports(await client.find(report.id), [report]);
      assertReports(await client.findByReference(report.id), [report]);
    }
    assertReports(await client.find(ID), []);
  });

  it("keeps the reference of a report if a later one has none", [], async ({ client }) => {
    const reference = "reference-1";
    await client.advance(reportOn(ID, { reference }), 1, "hash-1");
    await client.advance(reportOn(ID, { status: "delivered" }), 3, "hash-2");
    for (const found of [await client.find(ID), await client.findByReference(reference)]) {
      assertReports(found, [reportOn(ID, { status: "delivered", reference })]);
    }
  });

  it("finds a report under its latest reference only", [], async ({ client }) => {
    const latest = reportOn(ID, { status: "delivered", reference: "reference-2" });
    await client.advance(reportOn(ID, { reference: "reference-1" }), 1, "hash-1");
    await client.advance(latest, 3, "hash-2");
    assertReports(await client.findByReference("reference-1"), []);
    assertReports(await client.findByReference("reference-2"), [latest]);
  });

  it("shows one client at once what the other kept", ["open"], async ({ client, open }) => {
    const other = await open();
    assertReports(await other.find(ID), []);
    await client.advance(reportOn(ID), 1, KEY);
    assertReports(await other.find(ID), [reportOn(ID)]);
    await assertState(other.advance(reportOn(ID), 1, KEY), "pending");
    await other.confirm(KEY);
    await assertState(client.advance(reportOn(ID), 1, KEY), "done");
    await other.tie(["id-2"], "reference-2");
    await assertState(client.advance(reportOn("id-2", { reference: "reference-3" }), 1, "hash-3"), "foreign");
  });
}

function testTies(it: DefineTest<ReportClient>): void {
  it("takes a report only under a reference to which its id is tied", [], async ({ client }) => {
    await client.tie([ID, "id-2"], "reference-1");
    for (const id of [ID, "id-2"]) {
      await assertState(client.advance(reportOn(id, { reference: "reference-2" }), 1, KEY), "foreign");
      assertReports(await client.find(id), []);
    }
    assertReports(await client.findByReference("reference-2"), []);
    // Nothing was kept of it, not even the key.
    await assertState(client.advance(reportOn(ID, { reference: "reference-1" }), 1, KEY), "new");
    await assertState(client.advance(reportOn(ID, { reference: "reference-2" }), 3, "hash-3"), "foreign");
    assertReports(await client.find(ID), [reportOn(ID, { reference: "reference-1" })]);
  });

  it("takes a report without a reference, and one on an id that is not tied", [], async ({ client }) => {
    await client.tie([ID], "reference-1");
    await assertState(client.advance(reportOn(ID), 1, "hash-1"), "new");
    await assertState(client.advance(reportOn("id-2", { reference: "reference-2" }), 1, "hash-2"), "new");
    await assertState(
      client.advance(reportOn(ID, { provider: "other", reference: "reference-2" }), 1, "hash-3"),
      "new",
    );
  });

  it("ties an id that a provider gives twice to both references", [], async ({ client }) => {
    await client.tie([ID], "reference-1");
    await client.tie([ID], "reference-2");
    await client.tie([ID], "reference-2");
    await assertState(client.advance(reportOn(ID, { reference: "reference-1" }), 1, "hash-1"), "new");
    await assertState(client.advance(reportOn(ID, { reference: "reference-2" }), 2, "hash-2"), "new");
    await assertState(client.advance(reportOn(ID, { reference: "reference-3" }), 3, "hash-3"), "foreign");
  });

  it("forgets reports that came before their id was tied, under another reference", [], async ({ client }) => {
    const [wrong, right] = ["reference-2", "reference-1"].map((reference) => reportOn(ID, { reference }));
    const unsigned = reportOn(ID, { to: "+254712345678" });
    await client.advance(reportOn(ID, { reference: "reference-2", status: "delivered" }), 3, "hash-1");
    await client.advance(unsigned, 3, "hash-2");
    await client.tie([ID], "reference-1");
    assertReports(await client.find(ID), [unsigned]);
    assertReports(await client.findByReference("reference-2"), []);
    await assertState(client.advance(wrong ?? unsigned, 1, "hash-3"), "foreign");
    await assertState(client.advance(right ?? unsigned, 1, "hash-4"), "new");
  });
}

const calls: Readonly<Record<string, (store: ReportStoreLike, signal: AbortSignal) => unknown>> = {
  advance: (store, signal) => store.advance(reportOn(ID), 1, KEY, { signal }),
  claim: (store, signal) => store.claim(KEY, { signal }),
  confirm: (store, signal) => store.confirm(KEY, { signal }),
  tie: (store, signal) => store.tie("acme", [ID], "reference-1", { signal }),
  find: (store, signal) => store.find("acme", ID, { signal }),
  findByReference: (store, signal) => store.findByReference("reference-1", { signal }),
};

function testSignals(it: DefineTest<ReportClient>): void {
  it("ends a call whose signal has fired", [], async ({ client }) => {
    for (const [name, call] of Object.entries(calls)) {
      for (const abort of ["before", "after"] as const) {
        await endOf(name, async (signal) => call(client.store, signal), abort);
      }
    }
  });

  it("ends every call when its signal fires and the store does not answer", ["stall"], async ({ client, stall }) => {
    await stall();
    for (const [name, call] of Object.entries(calls)) {
      for (const abort of ["after", "before"] as const) {
        const end = await endOf(name, async (signal) => call(client.store, signal), abort);
        assertSame(end, "rejected", `How ${name} ended`);
      }
    }
  });
}
