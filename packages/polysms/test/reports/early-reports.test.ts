import type { OutgoingMessage, SendReport } from "@polysms/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEarlyReports } from "../../src/reports/early-reports.ts";
import { accepted, stub, unknown } from "../stub-provider.ts";
import { calling, delivered, desk, gate, phone, turn, until } from "./setup.ts";

const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
const taken: SendReport = { verdicts: [accepted("m-1")] };

/** Resolves when so many reports wait: each has a timer, and so has the answer to it. */
const held = (count = 1) => until(() => vi.getTimerCount() === 2 * count);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("rule 8, delivery reports: one that arrives before its send is known", () => {
  it("is told only after the provider's answer to the send, and is there at once for those who ask", async () => {
    const answer = gate<SendReport>();
    const { withTracking: watched, call, events, reports } = desk();
    const acme = watched({ ...stub("acme", [() => answer.promise]), can: calling });
    const sending = acme.send(message);
    await turn();
    const response = call(delivered);
    await held();
    expect(events).toEqual([]);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered" });
    answer.open(taken);
    expect(await sending).toEqual(taken);
    expect((await response).status).toBe(200);
    expect(events).toMatchObject([{ id: "m-1", status: "delivered" }]);
  });

  it("is told in the order of arrival when several had to wait", async () => {
    const answer = gate<SendReport>();
    const { withTracking: watched, call, events } = desk();
    const sending = watched({ ...stub("acme", [() => answer.promise]), can: calling }).send(message);
    const first = call({ ...delivered, status: "sent" });
    await held();
    const second = call(delivered);
    await held(2);
    answer.open(taken);
    await Promise.all([sending, first, second]);
    expect(events).toMatchObject([{ status: "sent" }, { status: "delivered" }]);
  });

  it("waits for no send of another provider, and for none that began after it", async () => {
    const answer = gate<SendReport>();
    const { withTracking: watched, call, events } = desk();
    const other = watched(stub("silent", [() => answer.promise])).send(message);
    expect((await call(delivered)).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.open(taken);
    await other;
  });

  it("is told when every send that was under way has ended, whatever came of it", async () => {
    for (const end of [() => ({ verdicts: [unknown()] }), () => Promise.reject(new Error("a defect of the adapter"))]) {
      const answer = gate<void>();
      const { withTracking: watched, call, events } = desk();
      const acme = watched({ ...stub("acme", [() => answer.promise.then(end)]), can: calling });
      const sending = acme.send(message).catch((error: unknown) => error);
      await turn();
      const response = call(delivered);
      await turn();
      expect(events).toEqual([]);
      answer.open();
      await Promise.all([sending, response]);
      expect(events).toHaveLength(1);
    }
  });

  it("is told after 2 seconds at the latest", async () => {
    const { withTracking: watched, call, events } = desk();
    const answer = gate<SendReport>();
    const sending = watched({ ...stub("acme", [() => answer.promise]), can: calling }).send(message);
    await turn();
    const response = call(delivered);
    await held();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.open(taken);
    await sending;
  });

  it("is not held when its send is known, however many others are under way", async () => {
    const answer = gate<SendReport>();
    const { withTracking: watched, call, events } = desk();
    const acme = watched({ ...stub("acme", [accepted("m-1"), () => answer.promise]), can: calling });
    await acme.send(message);
    const sending = acme.send(message);
    await turn();
    expect((await call(delivered)).status).toBe(200);
    expect(events).toHaveLength(1);
    answer.open(taken);
    await sending;
  });

  it("is never dropped: of too many at once the later ones go on without waiting", async () => {
    const answer = gate<SendReport>();
    const early = createEarlyReports({ holdMs: 1_000, maximumHeld: 2 });
    const sending = early.sending("acme", "r-1", () => answer.promise);
    const told: string[] = [];
    const waiting = ["a", "b", "c", "d"].map((id) => early.settled({ provider: "acme", id }).then(() => told.push(id)));
    await turn();
    expect(told).toEqual(["c", "d"]);
    await early.sending("acme", undefined, async () => ({ verdicts: [accepted("b")] }));
    await turn();
    expect(told).toEqual(["c", "d", "b"]);
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(waiting);
    expect(told).toEqual(["c", "d", "b", "a"]);
    answer.open(taken);
    await sending;
  });

  it("is compared with the last 10,000 ids at least and 20,000 at most, so that memory does not grow", async () => {
    const answer = gate<SendReport>();
    const early = createEarlyReports({ holdMs: 1_000 });
    const verdicts = Array.from({ length: 20_001 }, (_, index) => accepted(`id-${index}`));
    await early.sending("acme", undefined, async () => ({ verdicts }));
    const sending = early.sending("acme", undefined, () => answer.promise);
    await early.settled({ provider: "acme", id: "id-10000" });
    const forgotten = vi.fn();
    const waiting = early.settled({ provider: "acme", id: "id-9999" }).then(forgotten);
    await turn();
    expect(forgotten).not.toHaveBeenCalled();
    answer.open({ verdicts: [] });
    await Promise.all([sending, waiting]);
  });
});
