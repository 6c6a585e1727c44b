import { describe, expect, it, vi } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const message = { to: "+254712345678", text: "Hello", idempotencyKey: "order-1" } as const;
const call = { signal: new AbortController().signal };
const key = { name: "order-1" };

describe("rule 17, our own mark is ours", () => {
  it("asks again under the same mark when the answer to a reservation was lost, and sends once", async () => {
    const store = memoryIdempotencyStore();
    let lost = 0;
    const losing: IdempotencyStore = {
      ...store,
      async reserve(...args) {
        const answer = await store.reserve(...args);
        if (lost++ === 0) throw new Error("the connection broke off");
        return answer;
      },
    };
    const one = stub("one");
    const sms = createSms({ providers: [one], stores: { idempotency: losing } });
    expect(await sms.send(message)).toMatchObject({ status: "accepted" });
    expect([one.requests.length, lost]).toEqual([1, 2]);
  });

  it("gives a reservation back whose answer never came, so that the next call can send", async () => {
    const store = memoryIdempotencyStore();
    const losing: IdempotencyStore = {
      ...store,
      async reserve(...args) {
        await store.reserve(...args);
        throw new Error("the connection broke off");
      },
    };
    const one = stub("one");
    await expect(createSms({ providers: [one], stores: { idempotency: losing } }).send(message)).rejects.toMatchObject({
      code: "config",
      mayHaveBeenSent: false,
    });
    await vi.waitFor(async () => expect(await store.find(key, call)).toBeUndefined());
    expect(await createSms({ providers: [one], stores: { idempotency: store } }).send(message)).toMatchObject({
      status: "accepted",
    });
  });
});
