import type { DeliveryStatus, E164 } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type DeliveryEvent, deliveryEvent, type SmsEvent } from "../../src/reports/delivery-event.ts";
import { createDeliveryLog, type DeliveryLogOptions } from "../../src/reports/delivery-log.ts";
import { memoryReportStore, type ReportStore } from "../../src/reports/report-store.ts";
import { deferred } from "../deferred.ts";
import { stub } from "../stub-provider.ts";
import { delivered, flushPromises, never, phone, setup, waitUntil, webhookCapabilities } from "./setup.ts";

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: the listener", () => {
  it.each([
    ["throws", () => fail("canary")],
    ["rejects", () => Promise.reject(new Error("canary"))],
  ])(
    "that %s: the answer is 503, the report is recorded, onError is called once, and a repetition calls onEvent again",
    async (_, onEvent) => {
      const listener = vi.fn<(event: SmsEvent) => unknown>().mockImplementationOnce(onEvent);
      const { call, errors, reports } = setup({ onEvent: listener });
      expect((await call(delivered)).status).toBe(503);
      expect(errors).toMatchObject([{ message: "canary" }]);
      for (let index = 0; index < 3; index++) expect((await call(delivered)).status).toBe(200);
      expect(listener).toHaveBeenCalledTimes(2);
      expect(errors).toHaveLength(1);
      expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
    },
  );

  it.each([
    ["throws", () => fail("no log")],
    ["rejects", () => Promise.reject(new Error("no log"))],
  ])("is answered the same when onError %s", async (_, onError) => {
    const { call, webhooks } = setup({ onEvent: () => fail("canary"), onError });
    expect((await call(delivered)).status).toBe(503);
    expect((await webhooks.handle(new Request("https://app.example"))).status).toBe(405);
  });

  it("is awaited before the answer", async () => {
    const listener = deferred();
    const { call } = setup({ onEvent: () => listener.promise });
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    await flushPromises();
    expect(answered).not.toHaveBeenCalled();
    listener.resolve();
    await answer;
    expect(answered).toHaveBeenCalledOnce();
  });

  it("is awaited for at most 5 seconds, and then onError gets a timeout", async () => {
    fakeTimers();
    const { call, errors } = setup({ onEvent: () => new Promise(() => {}) });
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    // One timer for the answer, one for the listener.
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_999);
    expect([answered.mock.calls.length, errors.length]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(answered).toHaveBeenCalledWith(expect.objectContaining({ status: 503 }));
    expect(errors).toMatchObject([{ code: "timeout" }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is awaited for at most 5 seconds in total, when the report had to wait for its send as well", async () => {
    fakeTimers();
    const onEvent = vi.fn(() => never);
    const { call, withTracking } = setup({ onEvent });
    void withTracking({ ...stub("acme", [() => never]), can: webhookCapabilities }).send({
      to: [phone],
      text: "Hello",
    } as never);
    await flushPromises();
    const answered = vi.fn();
    const answer = call(delivered).then(answered);
    await waitUntil(() => vi.getTimerCount() === 2);
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
    const { call } = setup();
    await call(delivered);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sees the new status in reports.get", async () => {
    const seen: unknown[] = [];
    const { call, reports } = setup({
      onEvent: async () => seen.push((await reports.get({ provider: "acme", id: "m-1" })).status),
    });
    await call(delivered);
    expect(seen).toEqual(["delivered"]);
  });
});

describe("rule 8, delivery reports: the order of the events of one message", () => {
  it("is that of the reports, even if the store finishes the later one first", async () => {
    const memory = memoryReportStore();
    const slow = deferred();
    const advance: ReportStore["advance"] = async (kept, ...rest) => {
      const state = memory.advance(kept, ...rest);
      if (kept.status === "sent") await slow.promise;
      return state;
    };
    const { log, calls } = setupLog({ store: { ...memory, advance } });
    const recorded = [log.record(await report("sent")), log.record(await report("delivered"))];
    recorded.push(log.record(await report("delivered", "m-2")));
    await flushPromises();
    expect(calls).toEqual(["m-2 delivered"]);
    slow.resolve();
    await settled(await Promise.all(recorded));
    expect(calls).toEqual(["m-2 delivered", "m-1 sent", "m-1 delivered"]);
  });

  it("holds for a slow listener: it gets the next event when it has finished", async () => {
    const slow = deferred();
    const ended: string[] = [];
    const onEvent = async (event: SmsEvent) => {
      if ((event as DeliveryEvent).status === "sent") await slow.promise;
      ended.push((event as DeliveryEvent).status);
    };
    const { log, calls } = setupLog({ onEvent });
    await log.record(await report("sent"));
    const last = await log.record(await report("delivered"));
    await flushPromises();
    expect(await log.find("acme", "m-1")).toMatchObject([{ status: "delivered" }]);
    expect(calls).toEqual(["m-1 sent"]);
    slow.resolve();
    await settled([last]);
    expect(ended).toEqual(["sent", "delivered"]);
  });

  it("never blocks a report for good when the store or the listener hangs on the one before", async () => {
    fakeTimers();
    const memory = memoryReportStore();
    const stuck = setupLog({
      store: {
        ...memory,
        advance: (kept, ...rest) => (kept.status === "sent" ? never : memory.advance(kept, ...rest)),
      },
    });
    const failing = stuck.log.record(await report("sent")).catch((error: unknown) => error);
    const recorded = stuck.log.record(await report("delivered"));
    await vi.advanceTimersByTimeAsync(2_500);
    await recorded;
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await failing).toMatchObject({ code: "config" });
    expect(stuck.calls).toEqual(["m-1 delivered"]);

    const hanging = setupLog({ onEvent: () => never });
    for (const status of ["sent", "delivered"] as const) await hanging.log.record(await report(status));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hanging.calls).toEqual(["m-1 sent", "m-1 delivered"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Waits until the listener has had these events. */
async function settled(recorded: readonly Awaited<ReturnType<ReturnType<typeof createDeliveryLog>["record"]>>[]) {
  for (const each of recorded) if (each.state === "delivering") await each.delivered;
}

/** A log, and the events for which its listener was called. */
function setupLog({ onEvent, store }: Pick<DeliveryLogOptions, "onEvent" | "store"> = {}) {
  const calls: string[] = [];
  const record = (event: SmsEvent) => {
    calls.push(`${event.id} ${(event as DeliveryEvent).status}`);
    return onEvent?.(event);
  };
  return { log: createDeliveryLog({ onEvent: record, store }), calls };
}

function report(status: DeliveryStatus, id = "m-1") {
  const receivedAt = "2026-01-02T03:04:05.678Z";
  const origin = { provider: "acme", authenticatedBy: "signed-url", receivedAt } as const;
  return deliveryEvent({ id, to: phone as E164, status }, origin);
}

function fail(message: string): never {
  throw new Error(message);
}
