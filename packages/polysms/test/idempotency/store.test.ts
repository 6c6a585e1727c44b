import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello canary", idempotencyKey: "order-1" } as const;
const call = { signal: new AbortController().signal };

describe("rule 7, the store of idempotency keys", () => {
  it("reserves the key before the first byte, and sends nothing when the store fails", async () => {
    const failing: IdempotencyStore = { ...memoryIdempotencyStore(), reserve: () => Promise.reject(new Error("down")) };
    const one = stub("one");
    await expect(createSms({ providers: [one], stores: { idempotency: failing } }).send(message)).rejects.toMatchObject(
      {
        code: "config",
        mayHaveBeenSent: false,
      },
    );
    expect(one.requests).toEqual([]);
  });

  it("returns the outcome when the store fails afterwards, and unknown the next time", async () => {
    let time = 0;
    const failing: IdempotencyStore = {
      ...memoryIdempotencyStore({ now: () => time }),
      finalize: () => Promise.reject(new Error("down")),
    };
    const one = stub("one");
    const sms = createSms({ providers: [one], stores: { idempotency: failing } });
    expect(await sms.send(message)).toMatchObject({ status: "accepted" });
    // By then no request can still be on its way.
    time = 60_000;
    expect(await sms.send(message)).toMatchObject({ status: "unknown" });
    expect(one.requests).toHaveLength(1);
  });

  it.each(["reserve", "finalize", "release"] as const)("may throw at once in %s", async (method) => {
    const store: IdempotencyStore = {
      ...memoryIdempotencyStore(),
      [method]: () => {
        throw new TypeError("closed");
      },
    };
    const one = stub("one", method === "release" ? [rejected("auth")] : [accepted("a")]);
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    if (method === "reserve") await expect(sending).rejects.toMatchObject({ code: "config", name: "SmsError" });
    else expect((await sending).attempts).toHaveLength(1);
    expect(one.requests).toHaveLength(method === "reserve" ? 0 : 1);
  });

  it("with an unreadable record gives an error with mayHaveBeenSent", async () => {
    const store: IdempotencyStore = {
      ...memoryIdempotencyStore(),
      reserve: async (_, mark) => ({ state: "done", mark, record: "{ canary" }),
      find: async () => undefined,
    };
    const one = stub("one");
    const error = await createSms({ providers: [one], stores: { idempotency: store } })
      .send(message)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "SmsError", code: "config", mayHaveBeenSent: true });
    expect(inspect(error)).not.toContain("canary");
    expect(one.requests).toEqual([]);
  });

  it("has 5 seconds to reserve: after that nothing is sent, and a late reservation is released", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const memory = memoryIdempotencyStore();
    let answer: (() => void) | undefined;
    const slow: IdempotencyStore = {
      ...memory,
      reserve: (...args) =>
        new Promise((resolve) => {
          answer = () => resolve(memory.reserve(...args));
        }),
    };
    const one = stub("one");
    const sending = createSms({ providers: [one], stores: { idempotency: slow } }).send(message);
    const rejection = expect(sending).rejects.toMatchObject({
      code: "config",
      mayHaveBeenSent: false,
      message: expect.stringContaining("did not answer within 5 seconds"),
    });
    await vi.waitUntil(() => answer !== undefined);
    await vi.advanceTimersByTimeAsync(5_000);
    await rejection;
    answer?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(one.requests).toEqual([]);
    expect(await createSms({ providers: [one], stores: { idempotency: memory } }).send(message)).toMatchObject({
      status: "accepted",
    });
  });

  it("has 5 seconds to record what was sent, and the outcome is returned anyway", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const store = { ...memoryIdempotencyStore(), finalize: () => new Promise<never>(() => {}) };
    const sending = createSms({ providers: [stub("one")], stores: { idempotency: store } }).send(message);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await sending).toMatchObject({ status: "accepted" });
  });

  it("in memory is as fast with unknown outcomes as with others", async () => {
    const store = memoryIdempotencyStore();
    const start = performance.now();
    for (let key = 0; key < 20_000; key++) {
      await store.reserve({ name: `open ${key}` }, "mark", call);
      await store.finalize({ name: `open ${key}` }, "mark", "{}", "until-forgotten", call);
    }
    // It took seconds when every call went through all of them.
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("gets neither number nor text", async () => {
    const kept: unknown[] = [];
    const memory = memoryIdempotencyStore();
    const store: IdempotencyStore = {
      ...memory,
      reserve: (...args) => {
        kept.push(args);
        return memory.reserve(...args);
      },
      finalize: (...args) => {
        kept.push(args);
        return memory.finalize(...args);
      },
    };
    await createSms({ providers: [stub("one")], stores: { idempotency: store } }).send(message);
    expect(inspect(kept, { depth: 9 })).not.toMatch(/canary|712345678/);
  });
});
