import { describe, expect, it, vi } from "vitest";
import type { DeliveryEvent, SmsEvent } from "../../src/reports/delivery-event.ts";
import { memoryReportStore } from "../../src/reports/report-store.ts";
import { deferred } from "../deferred.ts";
import { delivered, flushPromises, inbound, never, setup, setupLookup, waitUntil } from "./setup.ts";

const ranks: Readonly<Record<string, number>> = { sent: 1, delivered: 2, undelivered: 2 };

/** Numbers that look random and are the same in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Five reports for each message, sent and final ones, in a shuffled order. */
function shuffledReports(messages: number) {
  const next = numbers(14);
  const all = Array.from({ length: 5 * messages }, (_, index) => {
    const id = index % messages;
    const final = id % 5 === 0 ? "undelivered" : "delivered";
    const to = `+2547${String(id).padStart(8, "0")}`;
    return { id: `m-${id}`, to, status: index < 2 * messages ? "sent" : final };
  });
  for (let at = all.length - 1; at > 0; at--) {
    const other = next(at + 1);
    [all[at], all[other]] = [all[other] as (typeof all)[0], all[at] as (typeof all)[0]];
  }
  return all;
}

describe("rule 8, delivery reports: an event is delivered at least once", () => {
  it("loses none of 1,000 messages and moves none back, in any order, with every third call of onEvent failing", async () => {
    const messages = 1_000;
    const succeeded = new Map<string, string[]>();
    let calls = 0;
    const onEvent = (event: SmsEvent) => {
      calls += 1;
      if (calls % 3 === 0) throw new Error("no database");
      succeeded.set(event.id, [...(succeeded.get(event.id) ?? []), (event as DeliveryEvent).status]);
    };
    const { call, errors } = setup({ onEvent });
    const reports = shuffledReports(messages);
    // A provider repeats a call until it is answered with 200.
    let left = reports;
    while (left.length > 0) {
      const answers = await Promise.all(left.map((report) => call(report)));
      left = left.filter((_, index) => answers[index]?.status !== 200);
    }
    const expected = new Map(reports.filter(({ status }) => status !== "sent").map(({ id, status }) => [id, status]));
    const wrong = [...expected].filter(([id, status]) => succeeded.get(id)?.at(-1) !== status);
    const backwards = [...succeeded.values()].filter((steps) =>
      steps.some((step, at) => (ranks[step] ?? 0) <= (ranks[steps[at - 1] ?? ""] ?? 0)),
    );
    expect([wrong, backwards, succeeded.size]).toEqual([[], [], messages]);
    expect(errors).toHaveLength(Math.floor(calls / 3));
  });

  it("never goes backwards when there are more messages than the store keeps, and onError is called once", async () => {
    const events: SmsEvent[] = [];
    const errors: unknown[] = [];
    const { call } = setup({
      store: memoryReportStore({ maxReports: 200 }),
      onEvent: (event) => events.push(event),
      onError: (error) => errors.push(error),
    });
    for (const report of shuffledReports(1_000)) await call(report);
    const keys = events.map(({ dedupeKey }) => dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
    const finals = new Set<string>();
    for (const { id, status } of events as DeliveryEvent[]) {
      expect(finals.has(id)).toBe(false);
      if (status !== "sent") finals.add(id);
    }
    expect(finals.size).toBe(1_000);
    expect(errors).toMatchObject([{ code: "config", hint: expect.stringContaining("maxReports") }]);
  });

  it("an inbound message too: 503 until onEvent has succeeded, then 200 and no further call", async () => {
    const onEvent = vi.fn<(event: SmsEvent) => unknown>();
    for (let index = 0; index < 2; index++) onEvent.mockRejectedValueOnce(new Error("no database"));
    const { call } = setup({ onEvent });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await call(inbound)).status);
    expect(statuses).toEqual([503, 503, 200, 200, 200]);
    expect(onEvent).toHaveBeenCalledTimes(3);
  });

  it("a status that failed is not delivered any more once a later one was", async () => {
    const onEvent = vi.fn<(event: SmsEvent) => unknown>().mockRejectedValueOnce(new Error("no database"));
    const { call } = setup({ onEvent });
    expect((await call({ ...delivered, status: "sent" })).status).toBe(503);
    expect((await call(delivered)).status).toBe(200);
    expect((await call({ ...delivered, status: "sent" })).status).toBe(200);
    expect(onEvent.mock.calls.map(([event]) => (event as DeliveryEvent).status)).toEqual(["sent", "delivered"]);
  });

  it("a final report without a readable number is repeated as well", async () => {
    const onEvent = vi.fn<(event: SmsEvent) => unknown>().mockRejectedValueOnce(new Error("no database"));
    const { call } = setup({ onEvent });
    const hidden = { ...delivered, to: "2547****5678" };
    const statuses: number[] = [];
    for (const report of [hidden, hidden, hidden, { ...hidden, to: "2547****5679" }]) {
      statuses.push((await call(report)).status);
    }
    expect(statuses).toEqual([503, 200, 200, 200]);
    expect(onEvent).toHaveBeenCalledTimes(3);
  });

  it("a call of onEvent that succeeds too late for the answer counts", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const slow = deferred();
    const onEvent = vi.fn(() => slow.promise);
    const { call } = setup({ onEvent });
    const answer = call(delivered);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await answer).status).toBe(503);
    slow.resolve();
    await flushPromises();
    expect((await call(delivered)).status).toBe(200);
    expect(onEvent).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it("a call of onEvent that hangs is called again by the next repetition", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const onEvent = vi.fn<(event: SmsEvent) => unknown>().mockReturnValueOnce(never);
    const { call } = setup({ onEvent });
    const answer = call(delivered);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await answer).status).toBe(503);
    expect((await call(delivered)).status).toBe(200);
    expect(onEvent).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("a store that cannot note the success makes it 503, and onEvent is called again", async () => {
    const memory = memoryReportStore();
    const confirm = vi.fn(memory.confirm).mockImplementationOnce(() => {
      throw new Error("no database");
    });
    const { call, events, errors } = setup({ store: { ...memory, confirm } });
    expect([(await call(delivered)).status, (await call(delivered)).status]).toEqual([503, 200]);
    expect([events.length, errors.length]).toEqual([2, 1]);
  });

  it("the answer of a lookup is delivered by the next get if onEvent failed", async () => {
    const onEvent = vi.fn<(event: SmsEvent) => unknown>().mockRejectedValueOnce(new Error("no database"));
    const { reports, get } = setupLookup(["delivered"], { onEvent });
    for (let index = 0; index < 3; index++) {
      expect(await reports.get({ provider: "lookup", id: "m-1" })).toMatchObject({ status: "delivered" });
      await flushPromises();
    }
    expect([onEvent.mock.calls.length, get.mock.calls.length]).toEqual([2, 1]);
  });
});
