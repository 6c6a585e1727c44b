import type { DeliveryStatus, E164 } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type DeliveryEvent, deliveryEvent, inboundEvent } from "../../src/reports/delivery-event.ts";
import { createDeliveryLog } from "../../src/reports/delivery-log.ts";
import { deferred } from "../deferred.ts";
import { delivered, phone, setup } from "./setup.ts";

const receivedAt = "2026-01-02T03:04:05.678Z";
const origin = { provider: "acme", authenticatedBy: "signed-url", receivedAt } as const;
const other = "+2250708091011";
const terminal: DeliveryStatus[] = ["delivered", "undelivered", "rejected"];
const ranks: Record<DeliveryStatus, number> = { unknown: 0, sent: 1, delivered: 2, undelivered: 2, rejected: 2 };

function report(status: DeliveryStatus, to: string | null = phone, id = "m-1") {
  return deliveryEvent({ id, to: (to ?? undefined) as E164 | undefined, status }, origin);
}

/** Records the statuses in order. Returns what is known after each, and what the listener got. */
async function recordAll(statuses: readonly DeliveryStatus[]) {
  const events: DeliveryStatus[] = [];
  const log = createDeliveryLog({ onEvent: (event) => events.push((event as DeliveryEvent).status) });
  const known: (DeliveryStatus | undefined)[] = [];
  for (const status of statuses) {
    await log.record(await report(status));
    known.push((await log.find("acme", "m-1"))[0]?.status);
  }
  return { events, known };
}

describe("rule 8, delivery reports: a status only moves forward", () => {
  it("a late sent cannot undo delivered, and does not call the listener", async () => {
    const { events, known } = await recordAll(["sent", "delivered", "sent", "unknown"]);
    expect(known).toEqual(["sent", "delivered", "delivered", "delivered"]);
    expect(events).toEqual(["sent", "delivered"]);
  });

  it("the first of two different terminal statuses counts", async () => {
    for (const first of terminal) {
      for (const second of terminal) {
        const { events, known } = await recordAll([first, second, "sent", second]);
        expect([events, known.at(-1)]).toEqual([[first], first]);
      }
    }
  });

  it("it never moves back, and ends the same, in any order and with any duplicates", async () => {
    const reports = fc
      .tuple(fc.constantFrom(...terminal), fc.uniqueArray(fc.nat(2), { minLength: 1 }))
      .map(([last, some]) => some.map((index) => (["unknown", "sent", last] as const)[index] as DeliveryStatus));
    const shuffled = reports.chain((statuses) =>
      fc
        .array(fc.constantFrom(...statuses), { maxLength: 8 })
        .chain((more) => fc.shuffledSubarray([...statuses, ...more], { minLength: statuses.length + more.length }))
        .map((order) => ({ statuses, order })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ statuses, order }) => {
        const { events, known } = await recordAll(order);
        const furthest = Math.max(...statuses.map((status) => ranks[status]));
        expect(ranks[known.at(-1) ?? "unknown"]).toBe(furthest);
        expect(statuses).toContain(known.at(-1));
        for (const steps of [known, events]) {
          const order = steps.map((status) => ranks[status as DeliveryStatus]);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        expect(new Set(events).size).toBe(events.length);
        expect(events.at(-1)).toBe(known.at(-1));
      }),
    );
  });

  it("it holds when reports arrive at the same moment", async () => {
    const { call, events, reports } = setup();
    const statuses = ["sent", "delivered", "unknown", "sent", "delivered", "unknown"];
    await Promise.all(statuses.map((status) => call({ ...delivered, status })));
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
    expect(events.map((event) => (event as DeliveryEvent).status).at(-1)).toBe("delivered");
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(events.length);
  });
});

describe("rule 8, delivery reports: duplicates", () => {
  it("each recipient of one id has its own status", async () => {
    const { call, reports, events } = setup();
    await call({ ...delivered, status: "rejected" });
    await call({ ...delivered, to: other });
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toMatchObject({
      status: "rejected",
      to: phone,
    });
    expect(await reports.get({ provider: "acme", id: "m-1", to: other })).toMatchObject({
      status: "delivered",
      to: other,
    });
    expect(events).toHaveLength(2);
  });

  it("an id, a number and a provider cannot be confused with those of another message", async () => {
    const recordedIds: string[] = [];
    const log = createDeliveryLog({ onEvent: ({ id }) => recordedIds.push(id) });
    const ids = ["1", `1${phone}`, '1","', '"', "1\n", "__proto__"];
    for (const id of ids) {
      for (const to of [phone, null])
        expect(await log.record(await report("sent", to, id))).toMatchObject({ state: "delivering" });
      expect(await log.find("acme", id)).toHaveLength(2);
    }
    expect(recordedIds).toHaveLength(2 * ids.length);
  });

  it("a duplicate has the same dedupeKey, and nothing else has", async () => {
    const message = { id: "m-1", from: phone, text: "STOP" };
    const later = { ...origin, receivedAt: "2027-01-01T00:00:00.000Z", reference: "r" };
    const events = [
      await report("sent"),
      await report("delivered"),
      await report("sent", other),
      await report("sent", null),
      await report("sent", phone, "m-2"),
      await deliveryEvent({ id: "m-1", to: phone as E164, status: "sent" }, { ...origin, provider: "other" }),
      await inboundEvent(message, origin),
      await inboundEvent({ ...message, id: "m-2" }, origin),
    ];
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(events.length);
    expect(await deliveryEvent({ id: "m-1", to: phone as E164, status: "sent" }, later)).toHaveProperty(
      "dedupeKey",
      events[0]?.dedupeKey,
    );
    expect(await inboundEvent({ ...message, text: "other words" }, later)).toHaveProperty(
      "dedupeKey",
      events[6]?.dedupeKey,
    );
    for (const { dedupeKey } of events) expect(dedupeKey).toMatch(/^[\w-]{43}$/);
  });

  it("a final report without a readable number gives one event each, however many share an id", async () => {
    const { call, events, reports } = setup();
    const hidden = ["2547****5678", "2547****5679", "2547****5670"];
    for (const status of ["sent", "delivered", "delivered", "sent"]) {
      for (const to of hidden) expect((await call({ ...delivered, to, status })).status).toBe(200);
    }
    expect(events.map((event) => (event as DeliveryEvent).status)).toEqual(["sent", ...hidden.map(() => "delivered")]);
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(4);
    expect(JSON.stringify(events)).not.toContain("2547");
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
  });
});

describe("rule 8, delivery reports: an event that comes again while the listener is at work", () => {
  it("shares that call of the listener, and its failure, but not the next one", async () => {
    const listener = deferred();
    const onEvent = vi.fn<() => unknown>().mockImplementationOnce(async () => {
      await listener.promise;
      throw new Error("no database");
    });
    const errors: unknown[] = [];
    const log = createDeliveryLog({ onEvent, onError: (error) => errors.push(error) });
    const event = await report("delivered");
    const record = async () => {
      const recorded = await log.record(event);
      return recorded.state === "delivering" ? recorded : expect.unreachable(recorded.state);
    };
    const recorded = await Promise.all([record(), record(), record()]);
    expect(recorded.map(({ joined }) => joined)).toEqual([false, true, true]);
    listener.resolve();
    expect(await Promise.all(recorded.map(({ delivered: heard }) => heard))).toEqual([false, false, false]);
    expect([onEvent.mock.calls.length, errors.length]).toEqual([1, 1]);
    const again = await record();
    expect([again.joined, await again.delivered, onEvent.mock.calls.length]).toEqual([false, true, 2]);
  });
});
