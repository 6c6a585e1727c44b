import { once } from "node:events";
import { createServer } from "node:net";
import type { E164, Verdict } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { intouchvas } from "../src/index.ts";
import { canary, expectDiscreet } from "./discretion.ts";
import { account } from "./identity.ts";
import { phones } from "./recipients.ts";
import { json, type Recording, record } from "./recording.ts";

const { apiKey, text, username, password, token } = canary;
const to = phones(2);

function errorsOf(verdicts: readonly Verdict[]) {
  return verdicts.map((verdict) => {
    if (verdict.verdict === "accepted") throw new Error("The message should not have been accepted.");
    expect(verdict.verdict).toBe(verdict.error.certainty);
    expectDiscreet(verdict.error);
    return verdict.error;
  });
}

const send = (fetch: Recording["fetch"], call: object = {}) =>
  intouchvas({ apiKey, fetch }).send({ to, text, senderId: "MYBRAND" }, call);

describe("a connection that fails", () => {
  it("because nobody listens proves that nobody took the message", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    server.close();
    await once(server, "close");

    const sms = intouchvas({ apiKey, baseUrl: `http://127.0.0.1:${address.port}` });
    const { verdicts } = await sms.send({ to, text });

    for (const error of errorsOf(verdicts)) expect(error).toMatchObject({ code: "network", certainty: "not-accepted" });
  });

  it("after the request was read proves nothing", async () => {
    const server = createServer((socket) => {
      socket.once("data", () => socket.destroy());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");

    const { verdicts } = await intouchvas({ apiKey, baseUrl: `http://127.0.0.1:${address.port}` }).send({ to, text });
    server.close();

    for (const error of errorsOf(verdicts)) expect(error).toMatchObject({ code: "network", certainty: "unknown" });
  });

  it("for a reason that nobody gives proves nothing", async () => {
    const { verdicts } = await send(() =>
      Promise.reject(new TypeError(`fetch failed for ${apiKey}`, { cause: new Error(text) })),
    );
    for (const error of errorsOf(verdicts)) expect(error).toMatchObject({ code: "network", certainty: "unknown" });
  });
});

describe("a send that is not waited for", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("proves nothing when its time is over after dispatch", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const sent = record(() => new Promise(() => {}));

    const sending = send(sent.fetch, { timeoutMs: 5000 });
    await vi.advanceTimersByTimeAsync(5000);

    for (const error of errorsOf((await sending).verdicts)) {
      expect(error).toMatchObject({ code: "timeout", certainty: "unknown" });
    }
    expect(sent.requests).toHaveLength(1);
  });

  it("proves nothing when it is aborted in flight", async () => {
    const controller = new AbortController();
    const sent = record(() => {
      controller.abort();
      return new Promise(() => {});
    });
    for (const error of errorsOf((await send(sent.fetch, { signal: controller.signal })).verdicts)) {
      expect(error).toMatchObject({ code: "aborted", certainty: "unknown" });
    }
  });

  it("sends nothing and proves it when it was aborted before", async () => {
    const sent = record();
    for (const error of errorsOf((await send(sent.fetch, { signal: AbortSignal.abort() })).verdicts)) {
      expect(error).toMatchObject({ code: "aborted", certainty: "not-accepted" });
    }
    expect(sent.requests).toHaveLength(0);
  });
});

describe("errors", () => {
  const echo = (more: readonly string[]) => {
    const words = [text, ...to.flatMap((phone: E164) => [phone, phone.slice(1)]), "+254 712-345 601", ...more].join(
      " | ",
    );
    return { status: 400, message: words, error: words };
  };

  it.each([200, 400, 401, 409, 428, 500])(
    "under HTTP %i repeat neither the key nor the text nor a number",
    async (status) => {
      for (const answer of [echo([apiKey]), { ...echo([apiKey]), status: echo([apiKey]).message }]) {
        const { verdicts } = await send(async () => json(answer, status));
        for (const error of errorsOf(verdicts)) expect(error.providerMessage).toContain("[redacted]");
      }
    },
  );

  it("repeat neither user name nor password nor token", async () => {
    const identity = account({
      token: () => json({ token, lifetime: 1800 }),
      send: () => json(echo([username, password, token]), 400),
    });
    const { verdicts } = await intouchvas({ ...identity.options, username, password }).send({ to, text });
    for (const error of errorsOf(verdicts)) {
      expect(error).toMatchObject({ code: "bad-request" });
      expect(error.providerMessage).toContain("[redacted]");
    }
  });

  it("keep the provider's words otherwise", async () => {
    const { verdicts } = await send(async () => json({ status: 422, message: "Invalid sender" }, 422));
    for (const error of errorsOf(verdicts)) {
      expect(error).toMatchObject({
        message: "intouchvas: HTTP 422: Invalid sender",
        providerMessage: "Invalid sender",
      });
    }
  });
});
