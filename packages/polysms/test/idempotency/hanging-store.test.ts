import { describe, expect, it } from "vitest";
import { createSms, type IdempotencyStore, type KeyState, memoryIdempotencyStore } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const message = { to: "+254712345678", text: "Hello", idempotencyKey: "order-1" } as const;

describe("rule 21, a store that hangs", () => {
  it.each(["find", "reserve", "finalize"] as const)("holds no call past its total limit: %s", async (method) => {
    const store: IdempotencyStore = { ...memoryIdempotencyStore(), [method]: () => new Promise<never>(() => {}) };
    const one = stub("one");
    const start = performance.now();
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message, {
      totalTimeoutMs: 100,
    });
    const outcome = await sending;
    expect(performance.now() - start).toBeLessThan(1_500);
    expect(outcome.status).toBe(method === "finalize" ? "accepted" : "unknown");
    expect(one.requests).toHaveLength(method === "finalize" ? 1 : 0);
  });

  it("gets a signal that fires when it is no longer waited for", async () => {
    const signals: AbortSignal[] = [];
    const store: IdempotencyStore = {
      ...memoryIdempotencyStore(),
      find(_, { signal }) {
        signals.push(signal);
        return new Promise<KeyState | undefined>(() => {});
      },
    };
    const sending = createSms({ providers: [stub("one")], stores: { idempotency: store } }).send(message, {
      timeoutMs: 20,
    });
    await expect(sending).rejects.toMatchObject({ code: "config", mayHaveBeenSent: false });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
