import { describe, expect, it } from "vitest";
import { byRegion, createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello canary", idempotencyKey: "order-1" } as const;

describe("rule 7, the idempotency key", () => {
  it.each(["auth", "insufficient-balance", "rate-limited", "provider-down", "network"] as const)(
    "stays free after a proven rejection that is about the provider: %s",
    async (code) => {
      const one = stub("one", [rejected(code), accepted("later")]);
      const sms = createSms({ providers: [one], retry: { maxAttempts: 1 }, circuitBreaker: { parkMs: 0 } });
      expect(await sms.send(message)).toMatchObject({ status: "rejected", error: { code } });
      const later = await sms.send(message);
      expect([later.status, later.replayed]).toEqual(["accepted", undefined]);
      expect(await sms.send(message)).toMatchObject({ id: "later", replayed: true });
      expect(one.requests).toHaveLength(2);
    },
  );

  it("stays free after a call whose recipients the guard dropped", async () => {
    const store = memoryIdempotencyStore();
    const guard = { allow: [], otherwise: "drop" } as const;
    expect(
      await createSms({ providers: [stub("one")], stores: { idempotency: store }, guard }).send(message),
    ).toMatchObject({
      reason: "guarded",
    });
    expect(await createSms({ providers: [stub("one")], stores: { idempotency: store } }).send(message)).toMatchObject({
      status: "accepted",
    });
  });

  it("stays free after a call that made no request, and for each of several that nobody took", async () => {
    const one = stub("one", [() => ({ verdicts: [accepted("a"), rejected("rate-limited")] }), accepted("b")]);
    const sms = createSms({ providers: [one], route: byRegion({ KE: "one" }), retry: { maxAttempts: 1 } });
    expect(await sms.send(message, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: "aborted" } });
    expect(await sms.send({ ...message, to: "+27831234567" })).toMatchObject({ error: { code: "route-unavailable" } });
    const batch = { ...message, to: [to, "+254712345679"] } as const;
    const first = await sms.send(batch);
    const again = await sms.send(batch);
    expect([first.counts, again.counts]).toMatchObject([{ accepted: 1, rejected: 1 }, { accepted: 2 }]);
    expect(again.outcomes.map(({ replayed }) => replayed)).toEqual([true, undefined]);
    expect(one.requests.map(({ to: numbers }) => numbers)).toEqual([batch.to, ["+254712345679"]]);
  });

  it("lets simultaneous calls share a rejection, and a later call try again", async () => {
    const one = stub("one", [rejected("insufficient-balance"), accepted("later")]);
    const sms = createSms({ providers: [one] });
    const memory = memoryIdempotencyStore();
    const slow = createSms({
      providers: [one],
      stores: {
        idempotency: {
          ...memory,
          async reserve(...args) {
            await new Promise((resolve) => setImmediate(resolve));
            return memory.reserve(...args);
          },
        },
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => slow.send(message)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(one.requests).toHaveLength(1);
    expect(await sms.send(message)).toMatchObject({ id: "later" });
  });

  it("lets a call with the same key continue when the one before it was aborted", async () => {
    const one = stub("one");
    const memory = memoryIdempotencyStore();
    const stop = new AbortController();
    const ready = deferred();
    const store: IdempotencyStore = {
      ...memory,
      async reserve(...args) {
        await ready.promise;
        return memory.reserve(...args);
      },
    };
    const sms = createSms({ providers: [one], stores: { idempotency: store } });
    const first = sms.send(message, { signal: stop.signal });
    const second = sms.send(message);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    ready.resolve();
    expect([await first, await second]).toMatchObject([{ error: { code: "aborted" } }, { status: "accepted" }]);
    expect(one.requests).toHaveLength(1);
  });
});
