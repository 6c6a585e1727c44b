import { type DeliveryReport, type E164, SmsError } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering, asked, delivered, desk, phone, until } from "./setup.ts";

const other = "+2250708091011";
const message = { provider: "asked", id: "m-1", to: phone } as const;
const failure = new SmsError("asked: no such message", { code: "bad-request", mayHaveBeenSent: false });

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: waiting for one", () => {
  it("ends at once when it is there", async () => {
    const { reports, call } = desk();
    await call(delivered);
    expect(await reports.wait({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "delivered" });
  });

  it("goes past a status that is not asked for, and ends with the first that is", async () => {
    fakeTimers();
    const { reports, call } = desk();
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

  it("ends with a terminal status, even another one than was hoped for", async () => {
    const { reports, call } = desk();
    const waiting = reports.wait({ provider: "acme", id: "m-1", to: phone }, { until: ["delivered"] });
    await call({ ...delivered, status: "rejected" });
    expect(await waiting).toMatchObject({ status: "rejected", terminal: true });
  });

  it("asks a provider that can be asked every 5 seconds", async () => {
    fakeTimers();
    const { reports, get } = answering(["sent", "sent", "delivered"]);
    const waiting = reports.wait(message);
    // One timer for the whole, one until it looks again.
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(get).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(get).toHaveBeenCalledTimes(2);
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await waiting).toMatchObject({ status: "delivered", authenticated: "lookup" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sees what another process put into a shared store", async () => {
    fakeTimers();
    const shared: DeliveryReport[] = [];
    const find = () =>
      shared.map((report) => ({ ...report, provider: "acme", terminal: true, authenticatedBy: "signed-url" as const }));
    const { reports } = desk({ store: { find, findByReference: () => [], advance: () => false, claim: () => false } });
    const waiting = reports.wait({ provider: "acme", id: "m-1", to: phone });
    await vi.advanceTimersByTimeAsync(1_000);
    shared.push({ id: "m-1", to: phone as E164, status: "delivered" });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await waiting).toMatchObject({ status: "delivered" });
  });

  it("ends with an error after its time, which says why the provider could not tell", async () => {
    fakeTimers();
    const { reports } = answering(["sent", failure]);
    const waiting = reports.wait(message, { timeoutMs: 6_000 }).catch((error: unknown) => error);
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(vi.getTimerCount()).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    const error = await waiting;
    expect(error).toMatchObject({ code: "timeout", mayHaveBeenSent: true, provider: "asked", cause: failure });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("remembers a failure to ask although the provider answered later", async () => {
    fakeTimers();
    const { reports } = answering([failure, "sent"]);
    const waiting = reports.wait(message, { timeoutMs: 9_000 }).catch((error: unknown) => error);
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(5_000);
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await waiting).toMatchObject({ code: "timeout", cause: failure });
  });

  it("ends in time also when the provider never answers, which is told to stop", async () => {
    fakeTimers();
    const signals: (AbortSignal | undefined)[] = [];
    const hanging = desk({
      providers: [asked((_, call) => new Promise(() => signals.push(call?.signal)))],
      webhooks: undefined,
    });
    const waiting = hanging.reports.wait(message, { timeoutMs: 1_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await waiting).toMatchObject({ code: "timeout" });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it("ends with the caller's signal, before and meanwhile", async () => {
    fakeTimers();
    const { reports } = desk();
    const controller = new AbortController();
    const question = { provider: "acme", id: "m-1", to: phone } as const;
    const waiting = reports.wait(question, { signal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    expect(await waiting).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
    const late = await reports.wait(question, { signal: controller.signal }).catch((error: unknown) => error);
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
  ])("is refused with a wrong %s: %j", async (field, options) => {
    const { reports } = desk();
    await expect(reports.wait({ provider: "acme", id: "m-1" }, options as never)).rejects.toMatchObject({
      code: "bad-request",
      field,
    });
  });
});
