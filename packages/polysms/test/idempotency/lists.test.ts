import { describe, expect, it } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello", idempotencyKey: "order-1" } as const;

describe("rule 7, a list under one key", () => {
  const list = (count: number) => Array.from({ length: count }, (_, at) => `+2547123450${String(at).padStart(2, "0")}`);

  it("sends to the recipients that nobody took, and replays the others", async () => {
    const numbers = list(100) as `+${bigint}`[];
    const taken = new Set<string>(numbers.slice(0, 37));
    let limited = true;
    const one = stub(
      "one",
      [
        (outgoing) => ({
          verdicts: outgoing.to.map((each) =>
            limited && !taken.has(each) ? rejected("rate-limited") : accepted(each),
          ),
        }),
      ],
      50,
    );
    const sms = createSms({ providers: [one], retry: { maxAttempts: 1 } });
    const batch = { to: numbers, text: "Hello", idempotencyKey: "batch" };
    expect((await sms.send(batch)).counts).toMatchObject({ accepted: 37, rejected: 63 });
    limited = false;
    const again = await sms.send(batch);
    expect(again.counts).toMatchObject({ accepted: 100 });
    expect(again.outcomes.filter(({ replayed }) => replayed)).toHaveLength(37);
    const asked = one.requests.flatMap((request) => request.to);
    expect([...taken].every((each) => asked.filter((number) => number === each).length === 1)).toBe(true);
  });

  it("is another message with another list, another text, or one recipient alone", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const batch = { to: list(3) as `+${bigint}`[], text: "Hello", idempotencyKey: "batch" };
    await sms.send(batch);
    const others = [
      { ...batch, to: batch.to.slice(1) },
      { ...batch, text: "Bye" },
    ];
    for (const other of others) await expect(sms.send(other)).rejects.toMatchObject({ field: "idempotencyKey" });
    await expect(sms.send({ ...batch, to })).rejects.toMatchObject({ field: "idempotencyKey" });
  });

  it("keeps the outcomes of the chunks that were sent when the store fails in between", async () => {
    const store = memoryIdempotencyStore();
    let reservations = 0;
    const failing: IdempotencyStore = {
      ...store,
      async reserve(...args) {
        // The list itself and its first two recipients.
        if (reservations++ >= 3) throw new Error("down");
        return store.reserve(...args);
      },
    };
    const one = stub("one", [], 2);
    const sms = createSms({ providers: [one], stores: { idempotency: failing }, retry: { maxAttempts: 1 } });
    const { outcomes } = await sms.send({ to: list(4) as `+${bigint}`[], text: "Hello", idempotencyKey: "batch" });
    expect(outcomes.map(({ status }) => status)).toEqual(["accepted", "accepted", "rejected", "rejected"]);
    expect(outcomes[2]).toMatchObject({ error: { code: "config", mayHaveBeenSent: false } });
    expect(one.requests).toHaveLength(1);
  });
});

describe("rule 21, a store that fails for some recipients of a list", () => {
  const list = [to, "+254712345679"] as const;
  const nameOf = async (store: IdempotencyStore, index: number) => {
    const names: string[] = [];
    const one = stub("one", [rejected("auth")]);
    const recording: IdempotencyStore = {
      ...store,
      reserve(given, mark, options) {
        names.push(given.name);
        return store.reserve(given, mark, options);
      },
    };
    await createSms({ providers: [one], stores: { idempotency: recording } }).send({ ...message, to: list });
    // The first one is the key of the list.
    return names[index + 1] as string;
  };

  it("rejects those, and sends to the others", async () => {
    const store = memoryIdempotencyStore();
    const bad = await nameOf(store, 1);
    const reserve: IdempotencyStore["reserve"] = (given, ...args) =>
      given.name === bad ? Promise.reject(new Error("no database")) : store.reserve(given, ...args);
    const one = stub("one", [accepted("a")]);
    const stores = { idempotency: { ...store, reserve } };
    const { outcomes } = await createSms({ providers: [one], stores }).send({ ...message, to: list });
    expect(outcomes).toMatchObject([{ status: "accepted" }, { status: "rejected", error: { code: "config" } }]);
    expect(one.requests).toMatchObject([{ to: [to] }]);
  });

  it("keeps what is known of the others", async () => {
    const store = memoryIdempotencyStore();
    const one = stub("one", [accepted("a")]);
    await createSms({ providers: [one], stores: { idempotency: store } }).send({ ...message, to: list });
    const bad = await nameOf(memoryIdempotencyStore(), 1);
    const find: IdempotencyStore["find"] = (given, ...args) =>
      given.name === bad ? Promise.reject(new Error("no database")) : store.find(given, ...args);
    const stores = { idempotency: { ...store, find } };
    const { outcomes } = await createSms({ providers: [one], stores }).send({ ...message, to: list });
    expect(outcomes).toMatchObject([
      { status: "accepted", id: "a", replayed: true },
      { status: "rejected", error: { code: "config", mayHaveBeenSent: false } },
    ]);
    expect(one.requests).toHaveLength(1);
  });

  it("keeps the outcomes of those that were sent to when it fails while waiting for the others", async () => {
    const store = memoryIdempotencyStore();
    const [theirs, held] = [deferred(), deferred()];
    const slow = stub("one", [
      async ({ to: numbers }) => {
        held.resolve();
        await theirs.promise;
        return { verdicts: numbers.map(() => accepted("theirs")) };
      },
    ]);
    // Another process has the second recipient, because the first one is not free for it yet.
    const first = await nameOf(memoryIdempotencyStore(), 0);
    const busy: IdempotencyStore = {
      ...store,
      reserve: (given, ...args) =>
        given.name === first ? Promise.reject(new Error("no database")) : store.reserve(given, ...args),
    };
    const other = createSms({ providers: [slow], stores: { idempotency: busy } }).send({ ...message, to: list });
    await held.promise;
    const one = stub("one", [accepted("a")]);
    let sent = false;
    const failing: IdempotencyStore = {
      ...store,
      find: async (...args) => {
        // What `find` saw before the other process took the second recipient.
        if (!sent) return args[0].name === message.idempotencyKey ? store.find(...args) : undefined;
        throw new Error("no database");
      },
    };
    const onAttempt = () => {
      sent = true;
    };
    const sms = createSms({ providers: [one], stores: { idempotency: failing }, hooks: [{ onAttempt }] });
    const { outcomes } = await sms.send({ ...message, to: list });
    expect(outcomes).toMatchObject([
      { status: "accepted", id: "a" },
      { status: "unknown", error: { mayHaveBeenSent: true } },
    ]);
    expect(one.requests).toMatchObject([{ to: [to] }]);
    theirs.resolve();
    expect((await other).outcomes).toMatchObject([{ status: "rejected" }, { status: "accepted", id: "theirs" }]);
  });

  it("is unknown for a recipient whose record cannot be read, in a list and in a stream", async () => {
    const store = memoryIdempotencyStore();
    const one = stub("one");
    await createSms({ providers: [one], stores: { idempotency: store } }).send({ ...message, to: list });
    const bad = await nameOf(memoryIdempotencyStore(), 1);
    const torn: IdempotencyStore = {
      ...store,
      async find(given, ...args) {
        const found = await store.find(given, ...args);
        return given.name === bad && found?.state === "done" ? { ...found, record: "{torn" } : found;
      },
    };
    const { outcomes } = await createSms({ providers: [one], stores: { idempotency: torn } }).send({
      ...message,
      to: list,
    });
    expect(outcomes).toMatchObject([
      { status: "accepted", replayed: true },
      { status: "unknown", error: { mayHaveBeenSent: true } },
    ]);
    const row = { ...message, idempotencyKey: "row" };
    await createSms({ providers: [one], stores: { idempotency: store } }).send(row);
    const all: IdempotencyStore = {
      ...store,
      async find(...args) {
        const found = await store.find(...args);
        return found?.state === "done" ? { ...found, record: "{torn" } : found;
      },
    };
    for await (const outcome of createSms({ providers: [one], stores: { idempotency: all } }).stream([row])) {
      expect(outcome).toMatchObject({ status: "unknown", error: { mayHaveBeenSent: true } });
    }
    expect(one.requests).toHaveLength(2);
  });
});
