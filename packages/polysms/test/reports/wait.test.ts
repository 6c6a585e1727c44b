import { type DeliveryReport, type E164, SmsError } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { memoryReportStore } from "../../src/reports/report-store.ts";
import { delivered, lookupProvider, phone, setup, setupLookup, waitUntil } from "./setup.ts";

const other = "+2250708091011";
const message = { provider: "lookup", id: "m-1", to: phone } as const;
const failure = new SmsError("lookup: no such message", { code: "bad-request", mayHaveBeenSent: false });

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: waiting for one", () => {
  it("ends at once if it is there", async () => {
    const { reports, call } = setup();
    await call(delivered);
    expect(await reports.wait({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "delivered" });
  });

  it("ignores a status that is not in until, and ends with the first that is", async () => {
    fakeTimers();
    const { reports, call } = setup();
    const seen = vi.fn();
    const final = reports.wait({ provider: "acme", id: "m-1", to: phone });
    const first = reports.wait({ provider: "acme", id: "m-1", to: phone }, { until: ["sent"] }).then(seen);
    await call({ ...delivered, to: other });
    await call({ ...delivered, status: "unknown" });
    expect(seen).not.toHaveBeenCalled();
    await call({ ...delivered, status: "sent" });
    await first;
    expect(seen).toHaveBeenCalledWith(expect.objectContaining({ status: "sent", to: phone }));
    await call(delivered);
    expect(await final).toMatchObject({ status: "delivered" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with any terminal status, even one that is not in until", async () => {
    const { reports, call } = setup();
    const waiting = reports.wait({ provider: "acme", id: "m-1", to: phone }, { until: ["delivered"] });
    await call({ ...delivered, status: "rejected" });
    expect(await waiting).toMatchObject({ status: "rejected", terminal: true });
  });

  it("asks a provider with a status lookup every 5 seconds", async () => {
    fakeTimers();
    const { reports, get } = setupLookup(["sent", "sent", "delivered"]);
    const waiting = reports.wait(message);
    // One timer for the whole wait, one until the next lookup.
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(get).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(get).toHaveBeenCalledTimes(2);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await waiting).toMatchObject({ status: "delivered", authenticatedBy: "lookup" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sees what another process writes to a shared store", async () => {
    fakeTimers();
    const shared: DeliveryReport[] = [];
    const find = () =>
      shared.map((report) => ({ ...report, provider: "acme", terminal: true, authenticatedBy: "signed-url" as const }));
    const { reports } = setup({ store: { ...memoryReportStore(), find } });
    const waiting = reports.wait({ provider: "acme", id: "m-1", to: phone });
    await vi.advanceTimersByTimeAsync(1_000);
    shared.push({ id: "m-1", to: phone as E164, status: "delivered" });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await waiting).toMatchObject({ status: "delivered" });
  });

  it("rejects after its timeout, and the cause is the failure of the lookup", async () => {
    fakeTimers();
    const { reports } = setupLookup(["sent", failure]);
    const waiting = reports.wait(message, { timeoutMs: 6_000 }).catch((error: unknown) => error);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(vi.getTimerCount()).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    const error = await waiting;
    expect(error).toMatchObject({ code: "timeout", mayHaveBeenSent: true, provider: "lookup", cause: failure });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps the failure of a lookup as the cause, even if a later one succeeded", async () => {
    fakeTimers();
    const { reports } = setupLookup([failure, "sent"]);
    const waiting = reports.wait(message, { timeoutMs: 9_000 }).catch((error: unknown) => error);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    await waitUntil(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await waiting).toMatchObject({ code: "timeout", cause: failure });
  });

  it("ends in time even if the provider never answers, and aborts the lookup", async () => {
    fakeTimers();
    const signals: (AbortSignal | undefined)[] = [];
    const hanging = setup({
      providers: [lookupProvider((_, call) => new Promise(() => signals.push(call?.signal)))],
      webhooks: undefined,
    });
    const waiting = hanging.reports.wait(message, { timeoutMs: 1_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await waiting).toMatchObject({ code: "timeout" });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it("rejects when the caller's signal fires, before or during the wait", async () => {
    fakeTimers();
    const { reports } = setup();
    const controller = new AbortController();
    const target = { provider: "acme", id: "m-1", to: phone } as const;
    const waiting = reports.wait(target, { signal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    expect(await waiting).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
    const late = await reports.wait(target, { signal: controller.signal }).catch((error: unknown) => error);
    expect(late).toMatchObject({ code: "aborted" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["until", { until: [] }],
    ["until", { until: "delivered" }],
    ["until", { until: ["delivered", "read"] }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["timeoutMs", { timeoutMs: Number.NaN }],
    ["timeoutMs", { timeoutMs: 2 ** 31 }],
    ["signal", { signal: new AbortController() }],
  ])("throws for a wrong %s: %j", async (field, options) => {
    const { reports } = setup();
    await expect(reports.wait({ provider: "acme", id: "m-1" }, options as never)).rejects.toMatchObject({
      code: "bad-request",
      field,
    });
  });
});
