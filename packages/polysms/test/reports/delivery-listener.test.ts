import type { DeliveryStatus, E164 } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type DeliveryEvent, deliveryEvent, type SmsEvent } from "../../src/reports/delivery-event.ts";
import { createDeliveryLog, type DeliveryLogOptions } from "../../src/reports/delivery-log.ts";
import { memoryReportStore, type ReportStore } from "../../src/reports/report-store.ts";
import { stub } from "../stub-provider.ts";
import { calling, delivered, desk, gate, phone, turn, until } from "./setup.ts";

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: what a listener does", () => {
  it.each([
    ["throws", () => fail("canary")],
    ["rejects", () => Promise.reject(new Error("canary"))],
  ])("changes nothing when it %s: 200, recorded, told to onError, and not told again", async (_, onEvent) => {
    const listener = vi.fn(onEvent);
    const { call, errors, reports } = desk({ onEvent: listener });
    expect((await call(delivered)).status).toBe(200);
    expect((await call(delivered)).status).toBe(200);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(errors).toMatchObject([{ message: "canary" }]);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
  });

  it.each([
    ["throws", () => fail("no log")],
    ["rejects", () => Promise.reject(new Error("no log"))],
  ])("is answered with 200 also when onError %s", async (_, onError) => {
    const { call, webhooks } = desk({ onEvent: () => fail("canary"), onError });
    expect((await call(delivered)).status).toBe(200);
    expect((await webhooks.handle(new Request("https://app.example"))).status).toBe(405);
  });

  it("is waited for before the answer", async () => {
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { call } = desk({ onEvent: () => done });
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).not.toHaveBeenCalled();
    finish();
    await answer;
    expect(answered).toHaveBeenCalledOnce();
  });

  it("is waited for at most 5 seconds, and onError learns of it", async () => {
    fakeTimers();
    const { call, errors } = desk({ onEvent: () => new Promise(() => {}) });
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    // One timer for the answer, one for the listener.
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_999);
    expect([answered.mock.calls.length, errors.length]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(errors).toMatchObject([{ code: "timeout" }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is waited for at most 5 seconds in all, when the report had to wait for its send as well", async () => {
    fakeTimers();
    const never = new Promise<never>(() => {});
    const onEvent = vi.fn(() => never);
    const { call, withTracking: watched } = desk({ onEvent });
    void watched({ ...stub("acme", [() => never]), can: calling }).send({ to: [phone], text: "Hello" } as never);
    await turn();
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onEvent).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer behind when it is done in time", async () => {
    fakeTimers();
    const { call } = desk();
    await call(delivered);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sees the status that it is told of when it asks", async () => {
    const seen: unknown[] = [];
    const { call, reports } = desk({
      onEvent: async () => seen.push((await reports.get({ provider: "acme", id: "m-1" })).status),
    });
    await call(delivered);
    expect(seen).toEqual(["delivered"]);
  });
});

describe("rule 8, delivery reports: the order in which the listener gets those of one message", () => {
  it("is that of the reports, although the store is done with the later one first", async () => {
    const memory = memoryReportStore();
    const slow = gate<void>();
    const advance: ReportStore["advance"] = async (kept, rank) => {
      const isNew = memory.advance(kept, rank);
      if (kept.status === "sent") await slow.promise;
      return isNew;
    };
    const { log, told } = listening({ store: { ...memory, advance } });
    const recorded = [log.record(await report("sent")), log.record(await report("delivered"))];
    recorded.push(log.record(await report("delivered", "m-2")));
    await turn();
    expect(told).toEqual(["m-2 delivered"]);
    slow.open();
    for (const telling of await Promise.all(recorded)) await telling?.done;
    expect(told).toEqual(["m-2 delivered", "m-1 sent", "m-1 delivered"]);
  });

  it("is kept by a listener that takes its time: it gets the next one when it is done", async () => {
    const slow = gate<void>();
    const ended: string[] = [];
    const onEvent = async (event: SmsEvent) => {
      if ((event as DeliveryEvent).status === "sent") await slow.promise;
      ended.push((event as DeliveryEvent).status);
    };
    const { log, told } = listening({ onEvent });
    await log.record(await report("sent"));
    const last = await log.record(await report("delivered"));
    await turn();
    expect(await log.find("acme", "m-1")).toMatchObject([{ status: "delivered" }]);
    expect(told).toEqual(["m-1 sent"]);
    slow.open();
    await last?.done;
    expect(ended).toEqual(["sent", "delivered"]);
  });

  it("holds no report up for good, when the store or the listener never ends with the one before", async () => {
    fakeTimers();
    const memory = memoryReportStore();
    const never = new Promise<never>(() => {});
    const stuck = listening({
      store: { ...memory, advance: (kept, rank) => (kept.status === "sent" ? never : memory.advance(kept, rank)) },
    });
    void stuck.log.record(await report("sent"));
    const recorded = stuck.log.record(await report("delivered"));
    await vi.advanceTimersByTimeAsync(10_000);
    await recorded;
    expect(stuck.told).toEqual(["m-1 delivered"]);

    const deaf = listening({ onEvent: () => never });
    for (const status of ["sent", "delivered"] as const) await deaf.log.record(await report(status));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(deaf.told).toEqual(["m-1 sent", "m-1 delivered"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** A log, and what its listener began to hear. */
function listening({ onEvent, store }: Pick<DeliveryLogOptions, "onEvent" | "store"> = {}) {
  const told: string[] = [];
  const hear = (event: SmsEvent) => {
    told.push(`${event.id} ${(event as DeliveryEvent).status}`);
    return onEvent?.(event);
  };
  return { log: createDeliveryLog({ onEvent: hear, store }), told };
}

function report(status: DeliveryStatus, id = "m-1") {
  const receivedAt = "2026-01-02T03:04:05.678Z";
  const origin = { provider: "acme", authenticatedBy: "signed-url", receivedAt } as const;
  return deliveryEvent({ id, to: phone as E164, status }, origin);
}

function fail(message: string): never {
  throw new Error(message);
}
