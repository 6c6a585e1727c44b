import type { OutgoingMessage, SendReport } from "@polysms/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accepted, stub } from "../stub-provider.ts";
import { calling, delivered, desk, gate, phone, turn, until } from "./setup.ts";

/** What a facade makes of a provider: a call with a reference, and several promises between provider and caller. */
function facade(answers: Parameters<typeof stub>[1] = [accepted("m-1")], options: Parameters<typeof desk>[0] = {}) {
  const made = desk(options);
  const provider = stub("acme", answers);
  const acme = made.withTracking({ ...provider, can: calling });
  const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
  const send = async (reference: string, afterwards?: Promise<unknown>) => {
    const sending = made.during(reference, async () => {
      const report = await acme.send({ ...message, reference });
      await afterwards;
      return report;
    });
    const wrapped = (async () => (await sending).verdicts)().then((verdicts) => [...verdicts]);
    return Promise.all([wrapped.finally(() => {})]).then(([verdicts]) => verdicts[0]);
  };
  /** Resolves when the provider has been asked so often: the URL for its reports is signed first, on another thread. */
  const asked = (times: number) => until(() => provider.requests.length === times);
  return { ...made, send, asked };
}

const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

afterEach(() => {
  vi.useRealTimers();
});

describe("rule 8, delivery reports: the listener and the caller of send", () => {
  it.each([["order-17"], [undefined]])(
    "the caller stores the id before the listener looks for it: a report with the reference %s",
    async (reference) => {
      const answer = gate<SendReport>();
      const stored = new Set<string>();
      const onEvent = vi.fn(({ id }: { id: string }) => stored.has(id));
      const { send, call, reports } = facade([() => answer.promise], { onEvent });
      const user = (async () => {
        const verdict = await send("order-17");
        if (verdict?.status === "accepted") stored.add(verdict.id);
      })();
      const response = call(delivered, reference);
      await reports.wait({ provider: "acme", id: "m-1", to: phone });
      answer.open({ verdicts: [accepted("m-1")] });
      await Promise.all([user, response]);
      expect(onEvent.mock.results).toEqual([{ type: "return", value: true }]);
    },
  );
});

/** Resolves when a report waits: it has a timer, and so has the answer to it. */
const held = () => until(() => vi.getTimerCount() === 2);
/** Ends the calls whose callers have gone on. */
const ended = () => vi.advanceTimersByTimeAsync(0);

describe("rule 8, delivery reports: one that comes while a call is under way", () => {
  beforeEach(fakeTimers);
  afterEach(() => expect(vi.getTimerCount()).toBe(0));

  it.each([["r-1"], [undefined], ["a-users-own"]])(
    "waits for the end of the whole call although the provider has answered: with the reference %s",
    async (reference) => {
      const rest = gate<void>();
      const { send, asked, call, events } = facade();
      const sending = send("r-1", rest.promise);
      await asked(1);
      const response = call(delivered, reference);
      await held();
      await turn();
      expect(events).toEqual([]);
      rest.open();
      await sending;
      expect(events).toEqual([]);
      await ended();
      expect((await response).status).toBe(200);
      expect(events).toHaveLength(1);
    },
  );

  it("waits for no other call, once its own is known by the reference or the id", async () => {
    const rest = gate<void>();
    const { send, call, events } = facade([accepted("m-1"), accepted("m-2")]);
    const first = send("r-1");
    await first;
    const second = send("r-2", rest.promise);
    await ended();
    expect((await call(delivered, "r-1")).status).toBe(200);
    expect((await call({ ...delivered, id: "m-1", to: "+254712345679" })).status).toBe(200);
    expect(events).toHaveLength(2);
    rest.open();
    await second;
    await ended();
  });

  it("stops waiting for the others as soon as its id is known", async () => {
    const [answer, rest] = [gate<SendReport>(), gate<void>()];
    const { send, asked, call, events } = facade([() => answer.promise, accepted("m-2")]);
    const mine = send("r-1");
    await asked(1);
    const other = send("r-2", rest.promise);
    await asked(2);
    const response = call(delivered);
    await held();
    answer.open({ verdicts: [accepted("m-1")] });
    await mine;
    await ended();
    expect((await response).status).toBe(200);
    expect(events).toHaveLength(1);
    rest.open();
    await other;
    await ended();
  });

  it("waits 2 seconds at most, and for no call that fails", async () => {
    const rest = gate<void>();
    const { send, asked, call, events, during } = facade();
    const sending = send("r-1", rest.promise);
    await asked(1);
    const slow = call(delivered, "r-1");
    await held();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await slow;
    expect(events).toHaveLength(1);
    rest.open();
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

  it("waits for nothing where nobody listens, and no call sets a timer there", async () => {
    const rest = gate<void>();
    const { send, asked, call } = facade([accepted("m-1")], { onEvent: undefined });
    const sending = send("r-1", rest.promise);
    await asked(1);
    expect((await call(delivered, "r-1")).status).toBe(200);
    rest.open();
    await sending;
    expect(vi.getTimerCount()).toBe(0);
  });
});
