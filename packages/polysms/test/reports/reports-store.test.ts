import { type E164, type Outcome, SmsError } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { memoryReportStore, type ReportStore } from "../../src/reports/report-store.ts";
import { phone, setupLookup } from "./setup.ts";

const message = { provider: "lookup", id: "m-1", to: phone } as const;
const broken = new Error("no database");
const unknown: Outcome = {
  status: "unknown",
  to: phone as E164,
  reference: "r-1",
  provider: "lookup",
  error: new SmsError("lookup: no answer", { code: "timeout", mayHaveBeenSent: true }),
  attempts: [],
};
const failures = [
  ["throws", () => fail()],
  ["rejects", () => Promise.reject(broken)],
] as const;

function withStore(store: Partial<ReportStore>) {
  return setupLookup(["delivered"], { store: { ...memoryReportStore(), ...store } });
}

describe("rule 8, delivery reports: a report store that fails", () => {
  it.each(failures)("and %s makes every method reject with an SmsError that keeps the cause", async (_, failing) => {
    const { reports, get } = withStore({ find: failing, findByReference: failing });
    const calls = [() => reports.get(message), () => reports.wait(message), () => reports.reconcile(unknown)];
    for (const run of calls) {
      const error = await run().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "SmsError", code: "config", mayHaveBeenSent: true, cause: broken });
    }
    expect(get).not.toHaveBeenCalled();
  });

  it.each(failures)(
    "and %s makes get and wait reject when it cannot store the provider's answer",
    async (_, failing) => {
      const { reports, events } = withStore({ advance: failing });
      for (const run of [() => reports.get(message), () => reports.wait(message)]) {
        const error = await run().catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: "SmsError", code: "config", cause: broken });
      }
      expect(events).toEqual([]);
    },
  );

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
