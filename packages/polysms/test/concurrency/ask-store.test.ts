import { describe, expect, it, vi } from "vitest";
import { storeAccess } from "../../src/concurrency/ask-store.ts";

const { ask } = storeAccess("acme store", "nothing was done");
const never = () => new Promise<never>(() => {});
const throwAtOnce = () => {
  throw new Error("no database");
};
const proof = { mayHaveBeenSent: false };

describe("rule 21, asking a store", () => {
  it("returns its answer", async () => {
    expect(await ask({}, async () => "answer")).toBe("answer");
  });

  it("says which store failed, what that means, and where to look", async () => {
    const cause = new Error("no database");
    for (const command of [() => Promise.reject(cause), throwAtOnce]) {
      await expect(ask({}, command)).rejects.toMatchObject({
        ...proof,
        code: "config",
        message: "The acme store failed, so nothing was done.",
        hint: "error.cause is what the store threw.",
      });
    }
    await expect(ask({}, () => Promise.reject(cause))).rejects.toHaveProperty("cause", cause);
  });

  it("ends a command that hangs, and gives it a signal", async () => {
    const signals: AbortSignal[] = [];
    const hanging = ask({ timeoutMs: 10 }, ({ signal }) => {
      signals.push(signal);
      return never();
    });
    const message = "The acme store did not answer within 0.01 seconds, so nothing was done.";
    await expect(hanging).rejects.toMatchObject({ ...proof, code: "config", message });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it("waits no longer than its caller", async () => {
    const controller = new AbortController();
    const asking = ask({ signal: controller.signal }, never);
    controller.abort();
    const message = "Aborted before the acme store answered, so nothing was done.";
    await expect(asking).rejects.toMatchObject({ ...proof, code: "aborted", message });
    const command = vi.fn(never);
    await expect(ask({ signal: controller.signal }, command)).rejects.toMatchObject({ code: "aborted" });
    expect(command).not.toHaveBeenCalled();
    const late = "The acme store did not answer before the call was out of time, so nothing was done.";
    await expect(ask({ signal: AbortSignal.timeout(1) }, never)).rejects.toMatchObject({ ...proof, message: late });
  });
});
