import { describe, expect, it, vi } from "vitest";
import { createSms, failover, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { rejected, stub } from "../stub-provider.ts";

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

  it.each([
    ["asks again for a release that failed once", 1],
    ["gives back a key that two commands could not free, before the next attempt", 2],
  ])("%s, so that a failover is not stopped by the key of this call", async (_, failures) => {
    const store = memoryIdempotencyStore();
    let left = failures;
    const failing: IdempotencyStore = {
      ...store,
      async release(...args) {
        if (left-- > 0) throw new Error("the connection broke off");
        return store.release(...args);
      },
    };
    const [one, two] = [stub("one", [rejected("auth")]), stub("two")];
    const route = failover("one", "two");
    const sms = createSms({ providers: [one, two], route, stores: { idempotency: failing } });
    expect(await sms.send(message)).toMatchObject({ status: "accepted", provider: "two" });
    expect(left).toBeLessThan(0);
  });

  it("asks again to keep an outcome, so that a failure of the store is not an unknown for the next call", async () => {
    const store = memoryIdempotencyStore();
    let left = 1;
    const failing: IdempotencyStore = {
      ...store,
      async finalize(...args) {
        if (left-- > 0) throw new Error("the connection broke off");
        return store.finalize(...args);
      },
    };
    await createSms({ providers: [stub("one")], stores: { idempotency: failing } }).send(message);
    expect(await store.find(key, call)).toMatchObject({ state: "done" });
  });
});
