import type { OutgoingMessage, SendReport } from "@polysms/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deferred } from "../deferred.ts";
import { accepted, stub } from "../stub-provider.ts";
import { delivered, flushPromises, phone, setup, waitUntil, webhookCapabilities } from "./setup.ts";

/** Sends like a facade: under a reference, and with several promises between the provider and the caller. */
function facade(answers: Parameters<typeof stub>[1] = [accepted("m-1")], options: Parameters<typeof setup>[0] = {}) {
  const reporting = setup(options);
  const provider = stub("acme", answers);
  const acme = reporting.withTracking({ ...provider, can: webhookCapabilities });
  const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
  const send = async (reference: string, afterwards?: Promise<unknown>) => {
    const sending = reporting.during(reference, async () => {
      const report = await acme.send({ ...message, reference });
      await afterwards;
      return report;
    });
    const wrapped = (async () => (await sending).verdicts)().then((verdicts) => [...verdicts]);
    return Promise.all([wrapped.finally(() => {})]).then(([verdicts]) => verdicts[0]);
  };
  /** Resolves when the provider has this many requests: the URL for its reports is signed first, on another thread. */
  const sent = (times: number) => waitUntil(() => provider.requests.length === times);
  return { ...reporting, send, sent };
}

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: the listener and the caller of send", () => {
  it.each([["order-17"], [undefined]])(
    "the caller stores the id before the listener looks for it: a report with the reference %s",
    async (reference) => {
      const answer = deferred<SendReport>();
      const stored = new Set<string>();
      const onEvent = vi.fn(({ id }: { id: string }) => stored.has(id));
      const { send, call, reports } = facade([() => answer.promise], { onEvent });
      const caller = (async () => {
        const verdict = await send("order-17");
        if (verdict?.status === "accepted") stored.add(verdict.id);
      })();
      const response = call(delivered, reference);
      await reports.wait({ provider: "acme", id: "m-1", to: phone });
      answer.resolve({ verdicts: [accepted("m-1")] });
      await Promise.all([caller, response]);
      expect(onEvent.mock.results).toEqual([{ type: "return", value: true }]);
    },
  );
});

/** Resolves when a report waits: it has a timer, and so has its answer. */
const held = () => waitUntil(() => vi.getTimerCount() === 2);
/** Lets calls end whose callers have continued. */
const ended = () => vi.advanceTimersByTimeAsync(0);

describe("rule 8, delivery reports: one that arrives during a call of send", () => {
  beforeEach(fakeTimers);
  afterEach(() => expect(vi.getTimerCount()).toBe(0));

  it.each([["r-1"], [undefined]])(
    "waits for the end of the whole call although the provider has answered: with the reference %s",
    async (reference) => {
      const rest = deferred();
      const { send, sent, call, events } = facade();
      const sending = send("r-1", rest.promise);
      await sent(1);
      const response = call(delivered, reference);
      await held();
      await flushPromises();
      expect(events).toEqual([]);
      rest.resolve();
      await sending;
      expect(events).toEqual([]);
      await ended();
      expect((await response).status).toBe(200);
      expect(events).toHaveLength(1);
    },
  );

  it("does not wait for another call once its own is known by the reference or the id", async () => {
    const rest = deferred();
    const { send, call, events } = facade([accepted("m-1"), accepted("m-2")]);
    const first = send("r-1");
    await first;
    const second = send("r-2", rest.promise);
    await ended();
    expect((await call(delivered, "r-1")).status).toBe(200);
    expect((await call({ ...delivered, id: "m-1", to: "+254712345679" })).status).toBe(200);
    expect(events).toHaveLength(2);
    rest.resolve();
    await second;
    await ended();
  });

  it("stops waiting for other calls as soon as its id is known", async () => {
    const [answer, rest] = [deferred<SendReport>(), deferred()];
    const { send, sent, call, events } = facade([() => answer.promise, accepted("m-2")]);
    const own = send("r-1");
    await sent(1);
    const other = send("r-2", rest.promise);
    await sent(2);
    const response = call(delivered);
    await held();
    answer.resolve({ verdicts: [accepted("m-1")] });
    await own;
    await ended();
    expect((await response).status).toBe(200);
    expect(events).toHaveLength(1);
    rest.resolve();
    await other;
    await ended();
  });

  it("waits 2 seconds at most, and not for a call that has failed", async () => {
    const rest = deferred();
    const { send, sent, call, events, during } = facade();
    const sending = send("r-1", rest.promise);
    await sent(1);
    const slow = call(delivered, "r-1");
    await held();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await slow;
    expect(events).toHaveLength(1);
    rest.resolve();
    await sending;
    await ended();

    const failing = during("r-2", async () => {
      const response = call({ ...delivered, id: "m-2" }, "r-2");
      await held();
      throw Object.assign(new Error("no store"), { response });
    });
    const { response } = await failing.catch((error: { response: Promise<Response> }) => error);
    expect(events).toHaveLength(1);
    await ended();
    expect((await response).status).toBe(200);
    expect(events).toHaveLength(2);
  });

  it("does not wait without a listener, and no call sets a timer then", async () => {
    const rest = deferred();
    const { send, sent, call } = facade([accepted("m-1")], { onEvent: undefined });
    const sending = send("r-1", rest.promise);
    await sent(1);
    expect((await call(delivered, "r-1")).status).toBe(200);
    rest.resolve();
    await sending;
    expect(vi.getTimerCount()).toBe(0);
  });
});
