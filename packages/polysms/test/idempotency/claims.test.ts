import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";
const message = { to, text: "Hello canary", idempotencyKey: "order-1" } as const;
const call = { signal: new AbortController().signal };
const key = { name: "order-1" };

function fakeTimers() {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** What another process does with the key: it has reserved it, and goes on when told. */
async function otherProcess(store: IdempotencyStore) {
  const sent = deferred();
  const one = stub("one", [
    async () => {
      await sent.promise;
      return { verdicts: [accepted("theirs")] };
    },
  ]);
  const outcome = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
  await vi.waitFor(() => expect(one.requests).toHaveLength(1));
  return { outcome, finish: sent.resolve };
}

describe("rule 16, a key is taken exactly while a provider may have the message", () => {
  it("holds no key while a message waits for the rate limit", async () => {
    fakeTimers();
    const store = memoryIdempotencyStore();
    const one = stub("one", [], 1);
    const rateLimit = { one: { perSecond: 1, burst: 1 } };
    const sms = createSms({ providers: [one], stores: { idempotency: store }, rateLimit });
    const sendings = ["a", "b", "c"].map((idempotencyKey) => sms.send({ ...message, idempotencyKey }));
    await vi.advanceTimersByTimeAsync(0);
    expect(one.requests).toHaveLength(1);
    const states = await Promise.all(["a", "b", "c"].map((name) => store.find({ name }, call)));
    expect(states.map((known) => known?.state)).toEqual(["done", undefined, undefined]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await Promise.all(sendings)).map(({ status }) => status)).toEqual(Array(3).fill("accepted"));
  });

  it("frees the key at once after a proven rejection, and takes it again for the next attempt", async () => {
    fakeTimers();
    const store = memoryIdempotencyStore();
    const one = stub("one", [rejected("rate-limited"), accepted("later")]);
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    await vi.advanceTimersByTimeAsync(0);
    expect([one.requests.length, await store.find(key, call)]).toEqual([1, undefined]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await sending).toMatchObject({ status: "accepted", id: "later" });
    expect(await store.find(key, call)).toMatchObject({ state: "done" });
  });

  it("gives a failover a mark of its own, so that a late release of the first frees nothing", async () => {
    const store = memoryIdempotencyStore();
    const released: string[] = [];
    const marks: string[] = [];
    const recording: IdempotencyStore = {
      ...store,
      reserve(name, mark, given) {
        marks.push(mark);
        return store.reserve(name, mark, given);
      },
      release(name, mark, given) {
        released.push(mark);
        return store.release(name, mark, given);
      },
    };
    const [one, two] = [stub("one", [rejected("auth")]), stub("two", [accepted("b")])];
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      stores: { idempotency: recording },
    });
    expect(await sms.send(message)).toMatchObject({ status: "accepted", provider: "two" });
    expect([new Set(marks).size, released]).toEqual([2, [marks[0]]]);
    expect(await store.release(key, marks[0] ?? "", call)).toBe(false);
    expect(await store.find(key, call)).toMatchObject({ state: "done", mark: marks[1] });
  });

  it("gives the place of the rate limit back when another call was first", async () => {
    const store = memoryIdempotencyStore();
    const one = stub("one");
    const stolen: IdempotencyStore = {
      ...store,
      async reserve(name, mark, given) {
        const [fingerprint] = mark.split(".");
        await store.reserve(name, `${fingerprint}.theirs.0`, given);
        await store.finalize(
          name,
          `${fingerprint}.theirs.0`,
          JSON.stringify({ status: "accepted", reference: "theirs", provider: "one", id: "theirs", attempts: [] }),
          60_000,
          given,
        );
        return store.reserve(name, mark, given);
      },
    };
    const rateLimit = { one: { perSecond: 0.001, burst: 1 } };
    const sms = createSms({ providers: [one], stores: { idempotency: stolen }, rateLimit });
    expect(await sms.send(message)).toMatchObject({ status: "accepted", id: "theirs", replayed: true });
    expect(await sms.send({ to, text: "Another" })).toMatchObject({ status: "accepted" });
    expect(one.requests).toHaveLength(1);
  });
});

describe("rule 18, a pending key of a living call is waited for", () => {
  it("gets the outcome of another process, and sends nothing", async () => {
    const store = memoryIdempotencyStore();
    const other = await otherProcess(store);
    const one = stub("one");
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    other.finish();
    expect(await sending).toMatchObject({ status: "accepted", id: "theirs", replayed: true });
    expect(await other.outcome).toMatchObject({ status: "accepted", id: "theirs" });
    expect(one.requests).toEqual([]);
  });

  it("takes over when the other process provably did not send", async () => {
    const store = memoryIdempotencyStore();
    await store.reserve(key, await markOf(message), call);
    const one = stub("one");
    const sending = createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    await new Promise((resolve) => setImmediate(resolve));
    await store.release(key, await markOf(message), call);
    const outcome = await sending;
    expect([outcome.status, outcome.replayed]).toEqual(["accepted", undefined]);
  });

  it("is unknown when the caller's own time is up, and the key stays taken", async () => {
    const store = memoryIdempotencyStore();
    await otherProcess(store);
    const one = stub("one");
    const start = performance.now();
    const outcome = await createSms({ providers: [one], stores: { idempotency: store } }).send(message, {
      totalTimeoutMs: 50,
    });
    expect(outcome).toMatchObject({ status: "unknown", error: { mayHaveBeenSent: true } });
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(await store.find(key, call)).toMatchObject({ state: "pending" });
  });

  it("does not wait for a key that is older than a request can last, and does not free it either", async () => {
    let time = 0;
    const store = memoryIdempotencyStore({ now: () => time });
    await store.reserve(key, await markOf(message), call);
    time = 31_000;
    const one = stub("one");
    const outcome = await createSms({ providers: [one], stores: { idempotency: store } }).send(message);
    expect(outcome).toMatchObject({ status: "unknown", replayed: true });
    expect([one.requests, (await store.find(key, call))?.state]).toEqual([[], "pending"]);
  });

  it("ends for one caller alone when that caller aborts: the others get the outcome", async () => {
    const sent = deferred();
    const one = stub("one", [
      async () => {
        await sent.promise;
        return { verdicts: [accepted("a")] };
      },
    ]);
    const sms = createSms({ providers: [one] });
    const stop = new AbortController();
    const first = sms.send(message, { signal: stop.signal });
    const late = sms.send(message, { totalTimeoutMs: 20 });
    const others = Array.from({ length: 10 }, () => sms.send(message));
    await vi.waitFor(() => expect(one.requests).toHaveLength(1));
    stop.abort();
    expect(await first).toMatchObject({ status: "unknown", error: { code: "aborted", mayHaveBeenSent: true } });
    expect(await late).toMatchObject({ status: "unknown", error: { code: "timeout" } });
    sent.resolve();
    expect(new Set((await Promise.all(others)).map(({ status }) => status))).toEqual(new Set(["accepted"]));
    expect(one.requests).toHaveLength(1);
  });

  it("cuts the request off when the last caller aborts", async () => {
    const stop = new AbortController();
    const one = stub("one", [() => new Promise(() => {})]);
    const aborted = vi.fn();
    const provider: typeof one = {
      ...one,
      send(outgoing, options) {
        options?.signal?.addEventListener("abort", aborted);
        return one.send(outgoing, options);
      },
    };
    const sms = createSms({ providers: [provider] });
    const sendings = [1, 2].map(() => sms.send(message, { signal: stop.signal }));
    await vi.waitFor(() => expect(one.requests).toHaveLength(1));
    stop.abort();
    expect((await Promise.all(sendings)).map(({ status }) => status)).toEqual(["unknown", "unknown"]);
    expect(aborted).toHaveBeenCalledTimes(1);
  });

  it("ends unknown when it fails while waiting for another call, which may have sent it", async () => {
    const store = memoryIdempotencyStore();
    const other = await otherProcess(store);
    let finds = 0;
    const find: IdempotencyStore["find"] = (...args) =>
      finds++ === 0 ? store.find(...args) : Promise.reject(new Error("no database"));
    const one = stub("one");
    const sms = createSms({ providers: [one], stores: { idempotency: { ...store, find } } });
    expect(await sms.send(message)).toMatchObject({ status: "unknown", error: { mayHaveBeenSent: true } });
    expect(one.requests).toEqual([]);
    other.finish();
    expect(await other.outcome).toMatchObject({ status: "accepted" });
  });
});

/** The mark that a facade of this process gives a message, as another call would have it. */
async function markOf(keyed: typeof message): Promise<string> {
  const marks: string[] = [];
  const store = memoryIdempotencyStore();
  const recording: IdempotencyStore = {
    ...store,
    reserve(name, mark, given) {
      marks.push(mark);
      return store.reserve(name, mark, given);
    },
  };
  await createSms({ providers: [stub("one")], stores: { idempotency: recording } }).send(keyed);
  return `${marks[0]?.split(".")[0]}.theirs.0`;
}
