import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

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

  it("replays a rejection as the same typed error", async () => {
    const sms = createSms({ providers: [stub("one", [rejected("invalid-recipient"), accepted("x")])] });
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
  ])("throws when the key is used for another message: %s", async (_, change) => {
    const one = stub("one");
    const sms = createSms({ providers: [one] });
    await sms.send(message);
    await expect(sms.send({ ...message, ...change } as never)).rejects.toMatchObject({
      code: "bad-request",
      field: "idempotencyKey",
    });
    expect(one.requests).toHaveLength(1);
  });

  it("lets simultaneous calls share one send", async () => {
    const one = stub("one");
    const memory = memoryIdempotencyStore();
    let reservations = 0;
    const ready = deferred();
    // The first reservation waits until every call has been made, so that the others find it running.
    const store: IdempotencyStore = {
      ...memory,
      async reserve(...args) {
        reservations += 1;
        await ready.promise;
        return memory.reserve(...args);
      },
    };
    const sms = createSms({ providers: [one], stores: { idempotency: store } });
    const sendings = Array.from({ length: 20 }, () => sms.send(message));
    await vi.waitFor(() => expect(reservations).toBe(1));
    await expect(sms.send({ ...message, text: "Bye" })).rejects.toMatchObject({ field: "idempotencyKey" });
    ready.resolve();
    const outcomes = await Promise.all(sendings);
    expect(one.requests).toHaveLength(1);
    expect(reservations).toBe(1);
    expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(new Set(["accepted"]));
  });

  it("gives unknown when an earlier call never finished, and sends nothing", async () => {
    const store = memoryIdempotencyStore();
    const crashed = stub("one", [() => new Promise<never>(() => {})]);
    void createSms({ providers: [crashed], stores: { idempotency: store } }).send(message);
    await vi.waitFor(() => expect(crashed.requests).toHaveLength(1));
    const one = stub("one");
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    // A request may last 30 seconds, and its outcome may take a second more to be kept.
    await vi.advanceTimersByTimeAsync(31_000);
    const again = await sending;
    expect(again).toMatchObject({ status: "unknown", error: { mayHaveBeenSent: true }, replayed: true });
    expect(one.requests).toEqual([]);
  });

  it("expires after a day when its outcome is known, and never when it is unknown", async () => {
    const day = 86_400_000;
    let time = 0;
    const store = memoryIdempotencyStore({ now: () => time });
    const one = stub("one", [accepted("a"), unknown(), accepted("b"), accepted("c")]);
    const sms = createSms({ providers: [one], stores: { idempotency: store } });
    await sms.send({ ...message, idempotencyKey: "finished" });
    await sms.send({ ...message, idempotencyKey: "open" });
    time = day - 1;
    expect(await sms.send({ ...message, idempotencyKey: "finished" })).toMatchObject({ id: "a", replayed: true });
    // A replay does not keep it any longer.
    time = day;
    expect(await sms.send({ ...message, idempotencyKey: "finished" })).toMatchObject({ id: "b" });
    time = 1e12;
    expect(await sms.send({ ...message, idempotencyKey: "open" })).toMatchObject({ status: "unknown", replayed: true });
  });

  it("works with options that JSON cannot write", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const keyed = { ...message, options: { one: { large: 1n } } } as never;
    expect(await sms.send(keyed)).toMatchObject({ status: "accepted" });
    await expect(sms.send({ ...message, options: { one: { large: 2n } } } as never)).rejects.toMatchObject({
      field: "idempotencyKey",
    });
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

  it("gives a caller that comes while a send is ending a send of its own", async () => {
    const store = memoryIdempotencyStore();
    const [asked, open] = [deferred(), deferred()];
    const slow: IdempotencyStore = {
      ...store,
      async find(...args) {
        asked.resolve();
        await open.promise;
        return store.find(...args);
      },
    };
    const sms = createSms({ providers: [stub("one")], stores: { idempotency: slow } });
    const leaving = new AbortController();
    const left = sms.send(message, { signal: leaving.signal });
    await asked.promise;
    leaving.abort();
    await new Promise((resolve) => setImmediate(resolve));
    const next = sms.send(message);
    expect((await left).status).toBe("unknown");
    open.resolve();
    expect(await next).toMatchObject({ status: "accepted" });
  });
});
