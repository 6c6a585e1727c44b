import { type E164, SmsError } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering, delivered, desk, phone } from "./setup.ts";

const other = "+2250708091011";
const message = { provider: "asked", id: "m-1", to: phone } as const;
const failure = new SmsError("asked: no such message", { code: "bad-request", mayHaveBeenSent: false });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: what is known about a message", () => {
  it("is unknown, and vouched for by nobody, when nothing has come", async () => {
    const { reports } = desk();
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toEqual({
      provider: "acme",
      id: "m-1",
      to: phone,
      status: "unknown",
      terminal: false,
      authenticated: "no",
    });
  });

  it("is what the report said", async () => {
    const { reports, call } = desk();
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

  it("is asked for by an accepted outcome as it is", async () => {
    const { reports, call } = desk();
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

  it("comes from a report without a number, too, whichever of the two is further", async () => {
    const { reports, call } = desk();
    await call({ ...delivered, to: undefined, status: "sent" });
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "sent" });
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1", to: phone })).toMatchObject({ status: "delivered" });
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered", to: phone });
  });

  it("is never that of another recipient of the same id", async () => {
    const { reports, call } = desk();
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1", to: other })).toMatchObject({
      status: "unknown",
      to: other,
    });
  });

  it("needs the number where an id stands for several", async () => {
    const { reports, call } = desk();
    await call(delivered);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ to: phone });
    await call({ ...delivered, to: other });
    for (const question of [reports.get, reports.wait]) {
      await expect(question({ provider: "acme", id: "m-1" })).rejects.toMatchObject({
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
  ])("is refused with the field named: %s of %j", async (field, question) => {
    const { reports } = desk();
    for (const ask of [reports.get, reports.wait]) {
      await expect(ask(question as never)).rejects.toMatchObject({ code: "bad-request", field });
    }
  });
});

describe("rule 8, delivery reports: a provider that can be asked", () => {
  it("is asked, with the call's own limits, and is what the answer came from", async () => {
    const { reports, get, events } = answering(["sent"]);
    const call = { timeoutMs: 7 };
    expect(await reports.get(message, call)).toMatchObject({ status: "sent", to: phone, authenticated: "lookup" });
    expect(get).toHaveBeenCalledWith("m-1", call);
    expect(events).toMatchObject([{ kind: "delivery", status: "sent", authenticated: "lookup" }]);
  });

  it("is asked again as long as its answer is not final, and then no more", async () => {
    const { reports, get, events } = answering(["unknown", "sent", "sent", "delivered"]);
    for (const status of ["unknown", "sent", "sent", "delivered", "delivered", "delivered"]) {
      expect(await reports.get(message)).toMatchObject({ status });
    }
    expect(get).toHaveBeenCalledTimes(4);
    expect(events).toMatchObject([{ status: "unknown" }, { status: "sent" }, { status: "delivered" }]);
  });

  it("cannot take back what is known", async () => {
    const { reports } = answering(["sent", "unknown", failure]);
    for (let index = 0; index < 3; index++) expect(await reports.get(message)).toMatchObject({ status: "sent" });
  });

  it("that cannot tell makes the question fail when nothing is known", async () => {
    const { reports } = answering([failure]);
    await expect(reports.get(message)).rejects.toBe(failure);
  });

  it("that throws something of its own makes it fail with an SmsError all the same", async () => {
    const broken = new TypeError("a defect of the adapter");
    const { reports } = answering([broken]);
    const details = { name: "SmsError", code: "unreadable-response", mayHaveBeenSent: true, provider: "asked" };
    await expect(reports.get(message)).rejects.toMatchObject({ ...details, cause: broken });
  });

  it("is believed at once, while the listener is told behind it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const onEvent = vi.fn(() => new Promise(() => {}));
    const { reports, errors } = answering(["sent"], { onEvent });
    expect(await reports.get(message, { timeoutMs: 1_000 })).toMatchObject({ status: "sent" });
    expect(onEvent).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(errors).toMatchObject([{ code: "timeout" }]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
