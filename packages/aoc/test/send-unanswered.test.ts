import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { aoc } from "../src/index.ts";
import { apiKey, otherPhone, phone, text } from "./account.ts";
import { recordFetch } from "./recorded-fetch.ts";
import { sendTo, sendWith } from "./sending.ts";

const to = [phone, otherPhone];

async function listen(onRequest?: () => void) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      onRequest?.();
      socket.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { server, baseUrl: `http://127.0.0.1:${address.port}` };
}

describe("a message without an answer", () => {
  it("was not taken when nobody listens", async () => {
    const { server, baseUrl } = await listen();
    server.close();
    await once(server, "close");
    const { verdicts } = await aoc({ apiKey, baseUrl, senderId: "MYBRND" }).send({ to, text });
    const refused = { verdict: "not-accepted", error: { code: "network", certainty: "not-accepted" } };
    expect(verdicts).toMatchObject([refused, refused]);
  });

  it("may have been taken when the connection breaks after the request", async () => {
    let received = 0;
    const { server, baseUrl } = await listen(() => received++);
    const { verdicts } = await aoc({ apiKey, baseUrl, senderId: "MYBRND" }).send({ to, text });
    server.close();
    expect(verdicts).toMatchObject(to.map(() => ({ verdict: "unknown", error: { code: "network" } })));
    expect(received).toBe(1);
  });

  it("may have been taken when time runs out after the request, and it is not sent again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { fetch, requests } = recordFetch(() => {
      vi.advanceTimersByTime(5_000);
      return new Promise(() => {});
    });
    const { verdicts } = await sendWith(fetch, {}, { timeoutMs: 5_000 }).finally(() => vi.useRealTimers());
    expect(verdicts).toMatchObject([{ verdict: "unknown", error: { code: "timeout", certainty: "unknown" } }]);
    expect(requests).toHaveLength(1);
  });

  it("may have been taken when the caller gives up in flight, and was not when it gave up before", async () => {
    const inFlight = new AbortController();
    const { fetch, requests } = recordFetch(() => {
      inFlight.abort();
      return new Promise(() => {});
    });
    const late = await sendWith(fetch, {}, { signal: inFlight.signal });
    expect(late.verdicts).toMatchObject([{ verdict: "unknown", error: { code: "aborted" } }]);
    expect(requests).toHaveLength(1);

    const early = await sendWith(fetch, {}, { signal: AbortSignal.abort() });
    expect(early.verdicts).toMatchObject([{ verdict: "not-accepted", error: { code: "aborted" } }]);
    expect(requests).toHaveLength(1);
  });

  it("may have been taken when fetch fails and does not say why", async () => {
    for (const thrown of [new TypeError("fetch failed"), "a text", undefined]) {
      const { verdicts } = await sendTo(() => Promise.reject(thrown), { to });
      expect(verdicts).toMatchObject(to.map(() => ({ verdict: "unknown", error: { code: "network" } })));
    }
  });
});
