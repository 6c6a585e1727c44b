import type { Outcome } from "@polysms/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { memoryReportStore, type ReportStore } from "../../src/reports/report-store.ts";
import { delivered, inbound, never, phone, setup, setupLookup, waitUntil } from "./setup.ts";

const message = { provider: "lookup", id: "m-1", to: phone } as const;
const unknown = { status: "unknown", to: phone, reference: "r-1", provider: "lookup", attempts: [] };
const signals: AbortSignal[] = [];

/** A store of which these methods never answer. */
function hanging(...names: (keyof ReportStore)[]): ReportStore {
  const hang = (...values: unknown[]) => {
    signals.push((values.at(-1) as { signal: AbortSignal }).signal);
    return never;
  };
  return { ...memoryReportStore(), ...Object.fromEntries(names.map((name) => [name, hang])) };
}

const all = ["advance", "claim", "confirm", "tie", "find", "findByReference"] as const;

beforeEach(() => {
  signals.length = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("rule 8, delivery reports: a report store that hangs", () => {
  it.each([["advance"], ["claim"], ["confirm"]] as const)(
    "in %s makes the answer 503 within 5 seconds, and holds no other message up",
    async (method) => {
      const { call, errors } = setup({ store: hanging(method) });
      const fields = method === "claim" ? inbound : delivered;
      const answered = vi.fn();
      const answer = call(fields).then(answered);
      await waitUntil(() => signals.length === 1);
      if (method !== "confirm") expect((await call(method === "claim" ? delivered : inbound)).status).toBe(200);
      await vi.advanceTimersByTimeAsync(4_999);
      expect(answered).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await answer;
      expect(answered).toHaveBeenCalledWith(expect.objectContaining({ status: 503 }));
      expect(errors.length).toBeGreaterThan(0);
      expect(signals[0]?.aborted).toBe(true);
    },
  );

  it("makes get, wait and reconcile reject within the caller's time limit", async () => {
    const { reports } = setupLookup(["sent"], { store: hanging(...all) });
    const calls = [
      reports.get(message, { timeoutMs: 300 }),
      reports.wait(message, { timeoutMs: 300 }),
      reports.reconcile(unknown as unknown as Outcome, { timeoutMs: 300 }),
    ].map((each) => each.catch((error: unknown) => error));
    await vi.advanceTimersByTimeAsync(300);
    for (const each of calls) expect(await each).toMatchObject({ name: "SmsError", code: "timeout" });
    await vi.advanceTimersByTimeAsync(0);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  it("makes them reject within 5 seconds if there is no limit", async () => {
    const { reports } = setupLookup(["sent"], { store: hanging(...all) });
    const calls = [reports.get(message), reports.wait(message), reports.reconcile(unknown as unknown as Outcome)];
    const ended = calls.map((each) => each.catch((error: unknown) => error));
    await vi.advanceTimersByTimeAsync(5_000);
    for (const each of ended) expect(await each).toMatchObject({ name: "SmsError", code: "config" });
  });

  it("makes them reject when the caller's signal fires, before and during the call", async () => {
    const { reports } = setupLookup(["sent"], { store: hanging(...all) });
    const controller = new AbortController();
    const start = () =>
      [
        reports.get(message, { signal: controller.signal }),
        reports.wait(message, { signal: controller.signal }),
        reports.reconcile(unknown as unknown as Outcome, { signal: controller.signal }),
      ].map((each) => each.catch((error: unknown) => error));
    const during = start();
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    for (const each of [...during, ...start()]) expect(await each).toMatchObject({ code: "aborted" });
  });

  it("makes get reject in time when it hangs on the answer of the provider", async () => {
    const { reports, get } = setupLookup(["sent"], { store: hanging("advance") });
    const calling = reports.get(message, { timeoutMs: 300 }).catch((error: unknown) => error);
    await waitUntil(() => signals.length === 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(await calling).toMatchObject({ code: "timeout" });
    expect(get).toHaveBeenCalledOnce();
  });

  it.each([
    ["timeoutMs", { timeoutMs: Number.NaN }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["signal", { signal: 1 }],
  ])("does not hide a wrong %s: %j", async (field, call) => {
    const { reports } = setupLookup(["sent"]);
    await expect(reports.get(message, call as never)).rejects.toMatchObject({ code: "bad-request", field });
    const reconciling = reports.reconcile(unknown as unknown as Outcome, call as never);
    await expect(reconciling).rejects.toMatchObject({ code: "bad-request", field });
  });
});

describe("rule 8, delivery reports: a report store of your own", () => {
  it.each(all)("without a method %s is rejected when the facade is made", (name) => {
    const { [name]: _, ...store } = memoryReportStore();
    expect(() => setup({ store: store as ReportStore })).toThrow(
      expect.objectContaining({
        code: "config",
        field: "stores.reports",
        message: expect.stringContaining(`has no method ${name};`),
      }),
    );
  });

  it("may answer with anything that has a then", async () => {
    const memory = memoryReportStore();
    const advance = (...values: Parameters<ReportStore["advance"]>) => {
      const run = (done: (state: unknown) => void) => done(memory.advance(...values));
      // Query builders have this method, and are not promises.
      const name: string = "then";
      return { [name]: run };
    };
    const { call, events } = setup({ store: { ...memory, advance: advance as never } });
    expect((await call(delivered)).status).toBe(200);
    expect((await call(delivered)).status).toBe(200);
    expect(events).toHaveLength(1);
  });
});
