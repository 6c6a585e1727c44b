import type { OutgoingMessage, SendReport } from "@polysms/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEarlyReports } from "../../src/reports/early-reports.ts";
import { deferred } from "../deferred.ts";
import { accepted, stub, unknown } from "../stub-provider.ts";
import { delivered, flushPromises, phone, setup, waitUntil, webhookCapabilities } from "./setup.ts";

const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
const acceptedReport: SendReport = { verdicts: [accepted("m-1")] };

/** Resolves when this many reports wait: each has a timer, and so has its answer. */
const held = (count = 1) => waitUntil(() => vi.getTimerCount() === 2 * count);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("rule 8, delivery reports: one that arrives before its send is known", () => {
  it("calls onEvent only after the provider's answer to the send, and is in reports.get at once", async () => {
    const answer = deferred<SendReport>();
    const { withTracking, call, events, reports } = setup();
    const acme = withTracking({ ...stub("acme", [() => answer.promise]), can: webhookCapabilities });
    const sending = acme.send(message);
    await flushPromises();
    const response = call(delivered);
    await held();
    expect(events).toEqual([]);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
    answer.resolve(acceptedReport);
    expect(await sending).toEqual(acceptedReport);
    expect((await response).status).toBe(200);
    expect(events).toMatchObject([{ id: "m-1", status: "delivered" }]);
  });

  it("keeps the order of arrival when several had to wait", async () => {
    const answer = deferred<SendReport>();
    const { withTracking, call, events } = setup();
    const sending = withTracking({ ...stub("acme", [() => answer.promise]), can: webhookCapabilities }).send(message);
    const first = call({ ...delivered, status: "sent" });
    await held();
    const second = call(delivered);
    await held(2);
    answer.resolve(acceptedReport);
    await Promise.all([sending, first, second]);
    expect(events).toMatchObject([{ status: "sent" }, { status: "delivered" }]);
  });

  it("does not wait for a send of another provider", async () => {
    const answer = deferred<SendReport>();
    const { withTracking, call, events } = setup();
    const other = withTracking(stub("silent", [() => answer.promise])).send(message);
    expect((await call(delivered)).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.resolve(acceptedReport);
    await other;
  });

  it("calls onEvent when every send in flight has ended, failed or not", async () => {
    for (const end of [() => ({ verdicts: [unknown()] }), () => Promise.reject(new Error("a bug in the adapter"))]) {
      const answer = deferred();
      const { withTracking, call, events } = setup();
      const acme = withTracking({ ...stub("acme", [() => answer.promise.then(end)]), can: webhookCapabilities });
      const sending = acme.send(message).catch((error: unknown) => error);
      await flushPromises();
      const response = call(delivered);
      await flushPromises();
      expect(events).toEqual([]);
      answer.resolve();
      await Promise.all([sending, response]);
      expect(events).toHaveLength(1);
    }
  });

  it("calls onEvent after 2 seconds at the latest", async () => {
    const { withTracking, call, events } = setup();
    const answer = deferred<SendReport>();
    const sending = withTracking({ ...stub("acme", [() => answer.promise]), can: webhookCapabilities }).send(message);
    await flushPromises();
    const response = call(delivered);
    await held();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.resolve(acceptedReport);
    await sending;
  });

  it("does not wait when its send is known, however many others are in flight", async () => {
    const answer = deferred<SendReport>();
    const { withTracking, call, events } = setup();
    const acme = withTracking({ ...stub("acme", [accepted("m-1"), () => answer.promise]), can: webhookCapabilities });
    await acme.send(message);
    const sending = acme.send(message);
    await flushPromises();
    expect((await call(delivered)).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.resolve(acceptedReport);
    await sending;
  });

  it("is never dropped: when too many wait, later ones do not wait", async () => {
    const answer = deferred<SendReport>();
    const early = createEarlyReports({ holdMs: 1_000, maxWaiting: 2 });
    const sending = early.duringRequest("acme", "r-1", () => answer.promise);
    const ids: string[] = [];
    const waiting = ["a", "b", "c", "d"].map((id) => early.settled({ provider: "acme", id }).then(() => ids.push(id)));
    await flushPromises();
    expect(ids).toEqual(["c", "d"]);
    await early.duringRequest("acme", undefined, async () => ({ verdicts: [accepted("b")] }));
    await flushPromises();
    expect(ids).toEqual(["c", "d", "b"]);
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(waiting);
    expect(ids).toEqual(["c", "d", "b", "a"]);
    answer.resolve(acceptedReport);
    await sending;
  });

  it("is compared with the last 10,000 to 20,000 ids, so that memory does not grow", async () => {
    const answer = deferred<SendReport>();
    const early = createEarlyReports({ holdMs: 1_000 });
    const verdicts = Array.from({ length: 20_001 }, (_, index) => accepted(`id-${index}`));
    await early.duringRequest("acme", undefined, async () => ({ verdicts }));
    const sending = early.duringRequest("acme", undefined, () => answer.promise);
    await early.settled({ provider: "acme", id: "id-10000" });
    const forgotten = vi.fn();
    const waiting = early.settled({ provider: "acme", id: "id-9999" }).then(forgotten);
    await flushPromises();
    expect(forgotten).not.toHaveBeenCalled();
    answer.resolve({ verdicts: [] });
    await Promise.all([sending, waiting]);
  });
});
