import { type E164, type Outcome, SmsError } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { memoryReportStore, type ReportStore } from "../../src/reports/report-store.ts";
import { answering, phone } from "./setup.ts";

const message = { provider: "asked", id: "m-1", to: phone } as const;
const broken = new Error("no database");
const unknown: Outcome = {
  status: "unknown",
  to: phone as E164,
  reference: "r-1",
  provider: "asked",
  error: new SmsError("asked: no answer", { code: "timeout", mayHaveBeenSent: true }),
  attempts: [],
};
const failures = [
  ["throws", () => fail()],
  ["rejects", () => Promise.reject(broken)],
] as const;

function withStore(store: Partial<ReportStore>) {
  return answering(["delivered"], { store: { ...memoryReportStore(), ...store } });
}

describe("rule 8, delivery reports: a store that fails", () => {
  it.each(failures)("and %s makes every question fail with an SmsError that keeps the cause", async (_, failing) => {
    const { reports, get } = withStore({ find: failing, findByReference: failing });
    const questions = [() => reports.get(message), () => reports.wait(message), () => reports.reconcile(unknown)];
    for (const ask of questions) {
      const error = await ask().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "SmsError", code: "config", mayHaveBeenSent: true, cause: broken });
    }
    expect(get).not.toHaveBeenCalled();
  });

  it.each(failures)("and %s does so when it cannot keep what the provider said", async (_, failing) => {
    const { reports, events } = withStore({ advance: failing });
    for (const ask of [() => reports.get(message), () => reports.wait(message)]) {
      const error = await ask().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "SmsError", code: "config", cause: broken });
    }
    expect(events).toEqual([]);
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { reports } = withStore({ find: () => fail() });
    await reports.wait(message).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

function fail(): never {
  throw broken;
}
