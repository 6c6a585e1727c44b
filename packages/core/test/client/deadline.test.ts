import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startDeadline } from "../../src/index.ts";
import { rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";

const never = () => new Promise<never>(() => {});
const timedOut = { code: "timeout", mayHaveBeenSent: true, provider: "acme" };

/** An answer whose body sends one space a second and never ends, whatever the signal says. */
function drip(): Response {
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => controller.enqueue(Uint8Array.of(0x20)), 1000);
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return new Response(body);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The error of a call, and after how many milliseconds it came. */
async function failureAfter(call: Promise<unknown>) {
  const startedAt = Date.now();
  let after: number | undefined;
  const failed = rejectionOf(call).finally(() => {
    after = Date.now() - startedAt;
  });
  for (let waited = 0; waited < 60_000 && after === undefined; waited += 500) await vi.advanceTimersByTimeAsync(500);
  if (after === undefined) throw new Error("The call had not ended after a minute.");
  return { error: await failed, after };
}

describe("a deadline", () => {
  it("ends a call after 30 seconds by default, even when fetch ignores the signal", async () => {
    const { error, after } = await failureAfter(sendCanary(acmeClient(observeFetch(never))));
    expect(error).toMatchObject(timedOut);
    expect(after).toBe(30_000);
  });

  it("is taken from the client, and from the call before the client", async () => {
    const client = acmeClient({ ...observeFetch(never), timeoutMs: 7000 });
    expect((await failureAfter(sendCanary(client))).after).toBe(7000);
    expect((await failureAfter(sendCanary(client, { timeoutMs: 2000 }))).after).toBe(2000);
  });

  it("covers a body that drips, even when fetch ignores the signal", async () => {
    const { error, after } = await failureAfter(sendCanary(acmeClient(observeFetch(drip)), { timeoutMs: 5000 }));
    expect(error).toMatchObject(timedOut);
    expect(after).toBe(5000);
  });

  it("is one for the whole call, not one for headers and one for the body", async () => {
    const slowHeaders = () => new Promise<Response>((resolve) => setTimeout(() => resolve(drip()), 4000));
    const { after } = await failureAfter(sendCanary(acmeClient(observeFetch(slowHeaders)), { timeoutMs: 5000 }));
    expect(after).toBe(5000);
  });

  it("reaches fetch as a signal", async () => {
    const seen = observeFetch(never);
    await failureAfter(sendCanary(acmeClient(seen), { timeoutMs: 1000 }));
    expect(seen.requests.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  it("that is longer than a timer can count never fires early", async () => {
    const answer = () =>
      new Promise<Response>((resolve) => setTimeout(() => resolve(Response.json({ id: "7" })), 50_000));
    for (const timeoutMs of [2 ** 31, Number.POSITIVE_INFINITY]) {
      const call = sendCanary(acmeClient(observeFetch(answer)), { timeoutMs });
      await vi.advanceTimersByTimeAsync(50_000);
      expect(await call).toMatchObject({ ok: true });
    }
  });

  it("leaves no timer behind, however the call ended", async () => {
    await sendCanary(acmeClient(observeFetch()));
    expect(vi.getTimerCount()).toBe(0);
    await rejectionOf(sendCanary(acmeClient(observeFetch(() => new Response("<p>")))));
    await rejectionOf(sendCanary(acmeClient(observeFetch(() => Promise.reject(new Error("reset"))))));
    await rejectionOf(sendCanary(acmeClient({ ...observeFetch(), credentials: {} })));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the caller's signal", () => {
  it("that has fired before the call sends nothing, and proves it", async () => {
    const seen = observeFetch();
    const error = await rejectionOf(sendCanary(acmeClient(seen), { signal: AbortSignal.abort("cAn4ry-s3cret-Zq") }));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false, provider: "acme" });
    expect(seen.requests).toHaveLength(0);
  });

  it.each([
    ["fetch is waiting for headers", never],
    ["the body drips", drip],
  ])("that fires while %s leaves it unknown", async (_, answer) => {
    const controller = new AbortController();
    const seen = observeFetch(answer);
    const call = rejectionOf(sendCanary(acmeClient(seen), { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1500);
    expect(seen.requests).toHaveLength(1);
    controller.abort(new Error("cAn4ry-s3cret-Zq"));
    expect(await call).toMatchObject({ code: "aborted", mayHaveBeenSent: true, provider: "acme" });
  });

  it("that fires because of the timeout does not change what happened", async () => {
    const controller = new AbortController();
    const seen = observeFetch((request) => {
      request.signal.addEventListener("abort", () => controller.abort());
      return never();
    });
    const call = sendCanary(acmeClient(seen), { signal: controller.signal, timeoutMs: 1000 });
    expect((await failureAfter(call)).error).toMatchObject(timedOut);
    expect(controller.signal.aborted).toBe(true);
  });

  it("hears of any number of calls through one listener, and ends them all", async () => {
    const controller = new AbortController();
    const client = acmeClient(observeFetch(never));
    const calls = Array.from({ length: 20 }, () => rejectionOf(sendCanary(client, { signal: controller.signal })));
    await vi.advanceTimersByTimeAsync(1);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort();
    for (const error of await Promise.all(calls))
      expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("is still heard by one call when another on it is over", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = rejectionOf(sendCanary(acmeClient(observeFetch(never)), { signal }));
    await sendCanary(acmeClient(observeFetch()), { signal });
    controller.abort();
    expect(await call).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
  });

  it.each([new AbortController(), {}, "stop", 0, false, { aborted: false }, new EventTarget()])(
    "that is not one (%o) is an error before anything is sent, and no clock is left running",
    async (signal) => {
      const seen = observeFetch();
      const error = await rejectionOf(sendCanary(acmeClient(seen), { signal: signal as AbortSignal }));
      expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field: "signal" });
      expect(error.message).toMatch(/^signal must be an AbortSignal: /);
      expect(seen.requests).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it("may be null, and may come from another realm or a polyfill", async () => {
    const foreign = new EventTarget();
    const signal = Object.assign(foreign, { aborted: false, reason: undefined }) as unknown as AbortSignal;
    expect(await sendCanary(acmeClient(observeFetch()), { signal: null as never })).toMatchObject({ ok: true });
    const call = rejectionOf(sendCanary(acmeClient(observeFetch(never)), { signal }));
    await vi.advanceTimersByTimeAsync(1);
    foreign.dispatchEvent(new Event("abort"));
    expect(await call).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
  });

  it("is still heard when the clock of an earlier call is stopped twice", () => {
    const controller = new AbortController();
    const first = startDeadline({ signal: controller.signal });
    first.clear();
    const second = startDeadline({ signal: controller.signal });
    first.clear();
    controller.abort();
    expect([first.ended(), second.ended()]).toEqual([undefined, "aborted"]);
    second.clear();
  });

  it("that lives long keeps no listener of a call that is over", async () => {
    const { signal } = new AbortController();
    await sendCanary(acmeClient(observeFetch()), { signal });
    await rejectionOf(sendCanary(acmeClient(observeFetch(() => new Response("<p>"))), { signal }));
    await failureAfter(sendCanary(acmeClient(observeFetch(never)), { signal, timeoutMs: 1000 }));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
