import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import { lookAlikes } from "./look-alikes.ts";
import { assertReports, assertState, type ReportClient, reportOn } from "./report-store.ts";

const CALLERS = 20;
const EVENTS = 50;
const [KEY, OTHER_KEY] = ["hash-1", "hash-2"];

/** Which events are new, and which have been confirmed. */
export function testEvents(it: DefineTest<ReportClient>): void {
  it(`calls an event new for one of ${CALLERS} callers`, [], async ({ client }) => {
    await raceForEvents(Array.from({ length: CALLERS }, () => client));
  });

  it(`calls an event new for one of ${CALLERS} callers of two clients`, ["open"], async ({ client, open }) => {
    const other = await open();
    await raceForEvents(Array.from({ length: CALLERS }, (_, index) => (index % 2 === 0 ? client : other)));
  });

  it("calls an event pending until it is confirmed, and done from then on", [], async ({ client }) => {
    const report = reportOn("id-1");
    for (const event of [() => client.advance(report, 1, KEY), () => client.claim(OTHER_KEY)]) {
      await assertState(event(), "new");
      await assertState(event(), "pending");
    }
    await client.confirm("hash-3");
    await assertState(client.advance(report, 1, KEY), "pending");
    await client.confirm(KEY);
    await assertState(client.advance(report, 1, KEY), "done");
    await assertState(client.claim(OTHER_KEY), "pending");
    await client.confirm(OTHER_KEY);
    // Sent again, because the answer was lost.
    await client.confirm(OTHER_KEY);
    await assertState(client.claim(OTHER_KEY), "done");
    await assertState(client.claim("hash-3"), "new");
  });

  it("confirms a report and a claim under the same key together", [], async ({ client }) => {
    await client.advance(reportOn("id-1"), 3, KEY);
    await client.claim(KEY);
    await client.confirm(KEY);
    await assertState(client.claim(KEY), "done");
    await assertState(client.advance(reportOn("id-1"), 3, KEY), "done");
  });

  it("calls an event done when a later status has its place", [], async ({ client }) => {
    await assertState(client.advance(reportOn("id-1"), 1, KEY), "new");
    await assertState(client.advance(reportOn("id-1", { status: "delivered" }), 3, OTHER_KEY), "new");
    await assertState(client.advance(reportOn("id-1"), 1, KEY), "done");
    await client.confirm(KEY);
    await assertState(client.advance(reportOn("id-1", { status: "delivered" }), 3, OTHER_KEY), "pending");
    // Another event of the same rank is not kept, so nobody waits for it.
    await assertState(client.advance(reportOn("id-1", { status: "rejected" }), 3, "hash-3"), "done");
  });

  it("keeps events apart whose keys look alike", [], async ({ client }) => {
    for (const key of lookAlikes) assertSame(await client.claim(key), "new", `The state of "${key.slice(-40)}"`);
    for (const [index, key] of lookAlikes.entries()) if (index % 2 === 0) await client.confirm(key);
    for (const [index, key] of lookAlikes.entries()) {
      assertSame(await client.claim(key), index % 2 === 0 ? "done" : "pending", `The state of "${key.slice(-40)}"`);
    }
  });

  it("keeps the furthest of statuses that arrive at the same moment", [], async ({ client }) => {
    const ids = Array.from({ length: EVENTS }, (_, index) => `id-${index}`);
    const ranks = [2, 0, 3, 1, 3, 2, 0, 1];
    await Promise.all(
      ids.flatMap((id) =>
        ranks.map((rank) => client.advance(reportOn(id, { status: `rank ${rank}` }), rank, `${id} ${rank}`)),
      ),
    );
    for (const id of ids) assertReports(await client.find(id), [reportOn(id, { status: "rank 3" })]);
  });
}

/** The same report, and the same key without a report, arrive with all callers at the same moment. */
async function raceForEvents(clients: readonly ReportClient[]): Promise<void> {
  await Promise.all(
    Array.from({ length: EVENTS }, async (_, index) => {
      const report = reportOn(`id-${index}`);
      const reported = clients.map((client) => client.advance(report, 1, `report-${index}`));
      const claimed = clients.map((client) => client.claim(`claim-${index}`));
      for (const states of [await Promise.all(reported), await Promise.all(claimed)]) {
        const others = states.filter((state) => state !== "new");
        assertSame(states.length - others.length, 1, "The number of callers for which it was new");
        assertSame([...new Set(others)], ["pending"], "The states for the others");
      }
    }),
  );
}
