import { describe, expect, it } from "vitest";
import { byRegion, createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { accepted, notAccepted, stub } from "../stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello canary", idempotencyKey: "order-1" } as const;

describe("rule 7, the idempotency key", () => {
  it.each(["auth", "insufficient-balance", "rate-limited", "provider-down", "network"] as const)(
    "is left free by a proven refusal that has to do with the provider: %s",
    async (code) => {
      const one = stub("one", [notAccepted(code), accepted("later")]);
      const sms = createSms({ providers: [one], retry: { maxAttempts: 1 } });
      expect(await sms.send(message)).toMatchObject({ status: "rejected", error: { code } });
      const later = await sms.send(message);
      expect([later.status, later.replayed]).toEqual(["accepted", undefined]);
      expect(await sms.send(message)).toMatchObject({ id: "later", replayed: true });
      expect(one.requests).toHaveLength(2);
    },
  );

  it("is left free by a call whose recipients the guard dropped", async () => {
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

  it("is left free by a call that made no request, and used up when one of several was accepted", async () => {
    const one = stub("one", [() => ({ verdicts: [accepted("a"), notAccepted("auth")] })]);
    const sms = createSms({ providers: [one], route: byRegion({ KE: "one" }) });
    expect(await sms.send(message, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: "aborted" } });
    expect(await sms.send({ ...message, to: "+27831234567" })).toMatchObject({ error: { code: "route-unavailable" } });
    const batch = { ...message, to: [to, "+254712345679"] } as const;
    const first = await sms.send(batch);
    const again = await sms.send(batch);
    expect([first.counts, again.counts]).toMatchObject(Array(2).fill({ accepted: 1, rejected: 1 }));
    expect(one.requests).toHaveLength(1);
  });

  it("lets calls at the same time share a refusal, and a later one try again", async () => {
    const one = stub("one", [notAccepted("insufficient-balance"), accepted("later")]);
    const sms = createSms({ providers: [one] });
    const hold = memoryIdempotencyStore();
    const slow = createSms({
      providers: [one],
      stores: {
        idempotency: {
          ...hold,
          async reserve(...args) {
            await new Promise((resolve) => setImmediate(resolve));
            return hold.reserve(...args);
          },
        },
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => slow.send(message)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(one.requests).toHaveLength(1);
    expect(await sms.send(message)).toMatchObject({ id: "later" });
  });

  it("lets a call with the same key go on when the one before it was aborted", async () => {
    const one = stub("one");
    const memory = memoryIdempotencyStore();
    const stop = new AbortController();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const store: IdempotencyStore = {
      ...memory,
      async reserve(...args) {
        await gate;
        return memory.reserve(...args);
      },
    };
    const sms = createSms({ providers: [one], stores: { idempotency: store } });
    const first = sms.send(message, { signal: stop.signal });
    const second = sms.send(message);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    open();
    expect([await first, await second]).toMatchObject([{ error: { code: "aborted" } }, { status: "accepted" }]);
    expect(one.requests).toHaveLength(1);
  });
});
