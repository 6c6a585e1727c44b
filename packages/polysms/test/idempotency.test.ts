import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { byRegion, createSms, type IdempotencyStore, memoryStore } from "../src/index.ts";
import { accepted, notAccepted, stub, unknown } from "./stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello canary", idempotencyKey: "order-1" } as const;

describe("rule 7, the idempotency key", () => {
  it("replays the outcome of the same key and message, and sends nothing", async () => {
    const one = stub("one", [accepted("first"), accepted("second")]);
    const sms = createSms({ providers: [one] });
    const first = await sms.send(message);
    const again = await sms.send({ idempotencyKey: "order-1", text: "Hello canary", to });
    expect(first).toMatchObject({ status: "accepted", id: "first" });
    expect(again).toEqual({ ...first, replayed: true });
    expect(one.requests).toHaveLength(1);
  });

  it("replays a refusal as the same typed error", async () => {
    const sms = createSms({ providers: [stub("one", [notAccepted("invalid-recipient"), accepted("x")])] });
    const first = await sms.send(message);
    const again = await sms.send(message);
    if (first.status !== "rejected" || again.status !== "rejected") throw new Error("one of them was not rejected");
    expect(again.error.toJSON()).toEqual(first.error.toJSON());
    await expect(sms.send(message).orThrow()).rejects.toMatchObject({ code: "invalid-recipient" });
  });

  it("replays a batch, recipient by recipient", async () => {
    const one = stub("one", [() => ({ verdicts: [accepted("a"), unknown()] })]);
    const sms = createSms({ providers: [one] });
    const batch = { to: [to, "+254712345679", to], text: "Hello", idempotencyKey: "k" } as const;
    await sms.send(batch);
    const again = await sms.send(batch);
    expect(again.outcomes.map(({ status, to: phone }) => [status, phone])).toEqual([
      ["accepted", to],
      ["unknown", "+254712345679"],
      ["skipped", to],
    ]);
    expect(one.requests).toHaveLength(1);
  });

  it.each([
    ["text", { text: "Bye" }],
    ["recipient", { to: "+254712345679" }],
    ["sender", { senderId: "OTHER" }],
    ["options", { options: { one: { flash: true } } }],
  ])("refuses the key for another message: %s", async (_, change) => {
    const one = stub("one");
    const sms = createSms({ providers: [one] });
    await sms.send(message);
    await expect(sms.send({ ...message, ...change } as never)).rejects.toMatchObject({
      code: "bad-request",
      field: "idempotencyKey",
    });
    expect(one.requests).toHaveLength(1);
  });

  it("lets calls at the same time share one sending", async () => {
    const one = stub("one");
    const memory = memoryStore();
    let reservations = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    // The first reservation waits until every call has been made, so that the others find it running.
    const store: IdempotencyStore = {
      ...memory,
      async reserve(...args) {
        reservations += 1;
        await gate;
        return memory.reserve(...args);
      },
    };
    const sms = createSms({ providers: [one], store });
    const digest = vi.spyOn(crypto.subtle, "digest");
    const sendings = Array.from({ length: 20 }, () => sms.send(message));
    await vi.waitFor(() => expect(reservations).toBe(1));
    await expect(sms.send({ ...message, text: "Bye" })).rejects.toMatchObject({ field: "idempotencyKey" });
    // Every call is past its fingerprint, and so has found the first one running.
    await Promise.all(digest.mock.results.map(({ value }) => value));
    await new Promise((resolve) => setImmediate(resolve));
    open();
    const outcomes = await Promise.all(sendings);
    expect(one.requests).toHaveLength(1);
    expect(reservations).toBe(1);
    expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(new Set(["accepted"]));
  });

  it("is unknown when an earlier call never finished, and sends nothing", async () => {
    const store = memoryStore();
    const crashed = stub("one", [() => new Promise<never>(() => {})]);
    void createSms({ providers: [crashed], store }).send(message);
    await vi.waitFor(() => expect(crashed.requests).toHaveLength(1));
    const one = stub("one");
    const again = await createSms({ providers: [one], store }).send(message);
    expect(again).toMatchObject({ status: "unknown", error: { certainty: "unknown" }, replayed: true });
    expect(one.requests).toEqual([]);
  });

  it("forgets a finished key after its time, and an unknown one never", async () => {
    let time = 0;
    const store = memoryStore({ keepMs: 1000, now: () => time });
    const one = stub("one", [accepted("a"), unknown(), accepted("b"), accepted("c")]);
    const sms = createSms({ providers: [one], store });
    await sms.send({ ...message, idempotencyKey: "finished" });
    await sms.send({ ...message, idempotencyKey: "open" });
    time = 999;
    expect(await sms.send({ ...message, idempotencyKey: "finished" })).toMatchObject({ id: "a", replayed: true });
    // A replay does not keep it any longer.
    time = 1500;
    expect(await sms.send({ ...message, idempotencyKey: "finished" })).toMatchObject({ id: "b" });
    time = 1e12;
    expect(await sms.send({ ...message, idempotencyKey: "open" })).toMatchObject({ status: "unknown", replayed: true });
  });

  it("reserves before the first byte, and sends nothing when the store fails", async () => {
    const failing: IdempotencyStore = { ...memoryStore(), reserve: () => Promise.reject(new Error("down")) };
    const one = stub("one");
    await expect(createSms({ providers: [one], store: failing }).send(message)).rejects.toMatchObject({
      code: "config",
      certainty: "not-accepted",
    });
    expect(one.requests).toEqual([]);
  });

  it("keeps the outcome when the store fails afterwards, and is unknown the next time", async () => {
    const failing: IdempotencyStore = { ...memoryStore(), finalize: () => Promise.reject(new Error("down")) };
    const one = stub("one");
    const sms = createSms({ providers: [one], store: failing });
    expect(await sms.send(message)).toMatchObject({ status: "accepted" });
    expect(await sms.send(message)).toMatchObject({ status: "unknown" });
    expect(one.requests).toHaveLength(1);
  });

  it.each(["auth", "insufficient-balance", "rate-limited", "provider-down", "network"] as const)(
    "is left free by a proven refusal that has to do with the provider: %s",
    async (code) => {
      const one = stub("one", [notAccepted(code), accepted("later")]);
      const sms = createSms({ providers: [one], retry: { rounds: 1 } });
      expect(await sms.send(message)).toMatchObject({ status: "rejected", error: { code } });
      const later = await sms.send(message);
      expect([later.status, later.replayed]).toEqual(["accepted", undefined]);
      expect(await sms.send(message)).toMatchObject({ id: "later", replayed: true });
      expect(one.requests).toHaveLength(2);
    },
  );

  it("is left free by a call whose recipients the guard dropped", async () => {
    const store = memoryStore();
    const guard = { allow: [], otherwise: "drop" } as const;
    expect(await createSms({ providers: [stub("one")], store, guard }).send(message)).toMatchObject({
      reason: "guarded",
    });
    expect(await createSms({ providers: [stub("one")], store }).send(message)).toMatchObject({ status: "accepted" });
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

  it("lets a call with the same key go on when the one before it was aborted", async () => {
    const one = stub("one");
    const memory = memoryStore();
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
    const sms = createSms({ providers: [one], store });
    const digest = vi.spyOn(crypto.subtle, "digest");
    const first = sms.send(message, { signal: stop.signal });
    const second = sms.send(message);
    await vi.waitFor(() => expect(digest.mock.results).toHaveLength(2));
    await Promise.all(digest.mock.results.map(({ value }) => value));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    open();
    expect([await first, await second]).toMatchObject([{ error: { code: "aborted" } }, { status: "accepted" }]);
    expect(one.requests).toHaveLength(1);
  });

  it.each(["reserve", "finalize", "release"] as const)("survives a store whose %s throws at once", async (method) => {
    const store: IdempotencyStore = {
      ...memoryStore(),
      [method]: () => {
        throw new TypeError("closed");
      },
    };
    const one = stub("one", method === "release" ? [notAccepted("auth")] : [accepted("a")]);
    const sending = createSms({ providers: [one], store }).send(message);
    if (method === "reserve") await expect(sending).rejects.toMatchObject({ code: "config", name: "SmsError" });
    else expect((await sending).attempts).toHaveLength(1);
    expect(one.requests).toHaveLength(method === "reserve" ? 0 : 1);
  });

  it("does not wait for ever until the store has noted what was sent", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const store = { ...memoryStore(), finalize: () => new Promise<never>(() => {}) };
    const sending = createSms({ providers: [stub("one")], store }).send(message);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await sending).toMatchObject({ status: "accepted" });
  });

  it("takes options that JSON cannot write", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const keyed = { ...message, options: { one: { large: 1n } } } as never;
    expect(await sms.send(keyed)).toMatchObject({ status: "accepted" });
    await expect(sms.send({ ...message, options: { one: { large: 2n } } } as never)).rejects.toMatchObject({
      field: "idempotencyKey",
    });
  });

  it("costs the memory store no more for unknowns than for others", async () => {
    const store = memoryStore();
    const begun = performance.now();
    for (let key = 0; key < 20_000; key++) {
      await store.reserve(`open ${key}`, "mark");
      await store.finalize(`open ${key}`, "mark", "[]", true);
    }
    // It took seconds when every call looked through all of them.
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("keeps neither number nor text in the store", async () => {
    const kept: unknown[] = [];
    const memory = memoryStore();
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
    await createSms({ providers: [stub("one")], store }).send(message);
    expect(inspect(kept, { depth: 9 })).not.toMatch(/canary|712345678/);
  });

  it("does not apply without a key", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one] });
    await sms.send({ to, text: "Hello" });
    await sms.send({ to, text: "Hello" });
    expect(one.requests).toHaveLength(2);
    await expect(sms.send({ to, text: "Hello", idempotencyKey: "" })).rejects.toMatchObject({
      field: "idempotencyKey",
    });
  });
});
