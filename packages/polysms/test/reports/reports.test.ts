import { type E164, SmsError } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { delivered, phone, setup, setupLookup } from "./setup.ts";

const other = "+2250708091011";
const message = { provider: "lookup", id: "m-1", to: phone } as const;
const failure = new SmsError("lookup: no such message", { code: "bad-request", mayHaveBeenSent: false });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: the status of a message", () => {
  it("is unknown, authenticated by nothing, before a report has arrived", async () => {
    const { reports } = setup();
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toEqual({
      provider: "acme",
      id: "m-1",
      to: phone,
      status: "unknown",
      terminal: false,
      authenticatedBy: "nothing",
    });
  });

  it("is that of its report", async () => {
    const { reports, call } = setup();
    await call({ ...delivered, words: "Delivered" }, "order-17");
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toEqual({
      provider: "acme",
      id: "m-1",
      to: phone,
      status: "delivered",
      terminal: true,
      description: "Delivered",
      reference: "order-17",
      authenticatedBy: "signed-url",
      receivedAt: "2026-01-02T03:04:05.678Z",
    });
  });

  it("is found with an accepted outcome", async () => {
    const { reports, call } = setup();
    await call(delivered);
    const outcome = {
      status: "accepted",
      to: phone as E164,
      reference: "r-1",
      provider: "acme",
      id: "m-1",
      attempts: [],
    } as const;
    expect(await reports.get(outcome)).toMatchObject({ status: "delivered" });
  });

  it("can come from a report without a number; the one that is further counts", async () => {
    const { reports, call } = setup();
    await call({ ...delivered, to: undefined, status: "sent" });
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "sent" });
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "delivered" });
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered", to: phone });
  });

  it("is never that of another recipient of the same id", async () => {
    const { reports, call } = setup();
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1", to: other })).toMatchObject({
      status: "unknown",
      to: other,
    });
  });

  it("needs the number when an id has several recipients", async () => {
    const { reports, call } = setup();
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ to: phone });
    await call({ ...delivered, to: other });
    for (const read of [reports.get, reports.wait]) {
      await expect(read({ provider: "acme", id: "m-1" })).rejects.toMatchObject({
        code: "bad-request",
        field: "to",
      });
    }
  });

  it.each([
    ["message", undefined],
    ["message", "m-1"],
    ["provider", { provider: "nobody", id: "m-1" }],
    ["provider", { id: "m-1" }],
    ["id", { provider: "acme" }],
    ["id", { provider: "acme", id: "" }],
    ["to", { provider: "acme", id: "m-1", to: "0712345678" }],
  ])("needs a valid %s: %j throws and names the field", async (field, input) => {
    const { reports } = setup();
    for (const read of [reports.get, reports.wait]) {
      await expect(read(input as never)).rejects.toMatchObject({ code: "bad-request", field });
    }
  });
});

describe("rule 8, delivery reports: a provider with a status lookup", () => {
  it("is asked with the signal and timeout of the call, and its answer is returned", async () => {
    const { reports, get, events } = setupLookup(["sent"]);
    const call = { timeoutMs: 7_000, signal: new AbortController().signal };
    expect(await reports.get(message, call)).toMatchObject({ status: "sent", to: phone, authenticatedBy: "lookup" });
    const [[id, passed] = []] = get.mock.calls;
    expect([id, passed?.signal]).toEqual(["m-1", call.signal]);
    expect(passed?.timeoutMs).toBeGreaterThan(0);
    expect(passed?.timeoutMs).toBeLessThanOrEqual(call.timeoutMs);
    expect(events).toMatchObject([{ kind: "delivery", status: "sent", authenticatedBy: "lookup" }]);
  });

  it("is asked again until its answer is final, and then no more", async () => {
    const { reports, get, events } = setupLookup(["unknown", "sent", "sent", "delivered"]);
    for (const status of ["unknown", "sent", "sent", "delivered", "delivered", "delivered"]) {
      expect(await reports.get(message)).toMatchObject({ status });
    }
    expect(get).toHaveBeenCalledTimes(4);
    expect(events).toMatchObject([{ status: "unknown" }, { status: "sent" }, { status: "delivered" }]);
  });

  it("cannot undo what is known", async () => {
    const { reports } = setupLookup(["sent", "unknown", failure]);
    for (let index = 0; index < 3; index++) expect(await reports.get(message)).toMatchObject({ status: "sent" });
  });

  it("makes the call reject if it fails and nothing is known", async () => {
    const { reports } = setupLookup([failure]);
    await expect(reports.get(message)).rejects.toBe(failure);
  });

  it("makes the call reject with an SmsError whatever it throws", async () => {
    const broken = new TypeError("a bug in the adapter");
    const { reports } = setupLookup([broken]);
    const details = { name: "SmsError", code: "unreadable-response", mayHaveBeenSent: true, provider: "lookup" };
    await expect(reports.get(message)).rejects.toMatchObject({ ...details, cause: broken });
  });

  it("is not delayed by the listener", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const onEvent = vi.fn(() => new Promise(() => {}));
    const { reports, errors } = setupLookup(["sent"], { onEvent });
    expect(await reports.get(message, { timeoutMs: 1_000 })).toMatchObject({ status: "sent" });
    expect(onEvent).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(errors).toMatchObject([{ code: "timeout" }]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
