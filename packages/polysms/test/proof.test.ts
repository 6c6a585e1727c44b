import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  type AnyProvider,
  aoc,
  createSms,
  failover,
  intouchvas,
  type Outcome,
  touchbasepro,
  vavasms,
} from "../src/index.ts";
import { type Behaviour, http, rawServer } from "./raw-server.ts";
import { stub } from "./stub-provider.ts";

const to = "+254712345678";
const text = "canary text";
const secret = "canary-secret";
const patience = 10_000;
const silence = 300;

const providers: Record<string, (baseUrl: string, timeoutMs: number) => AnyProvider> = {
  intouchvas: (baseUrl, timeoutMs) => intouchvas({ apiKey: secret, baseUrl, timeoutMs }),
  vavasms: (baseUrl, timeoutMs) =>
    vavasms({ username: secret, password: secret, senderId: "MyBrand", baseUrl, timeoutMs }),
  touchbasepro: (baseUrl, timeoutMs) => touchbasepro({ apiKey: secret, baseUrl, timeoutMs }),
  aoc: (baseUrl, timeoutMs) => aoc({ apiKey: secret, senderId: "MYBRND", baseUrl, timeoutMs }),
};

/** Sends through the provider, with a second one behind it that must not be asked without proof. */
async function sendTo(provider: AnyProvider): Promise<{ outcome: Outcome; second: number }> {
  const second = stub("second");
  const sms = createSms({ providers: [provider, second], route: failover(provider.name, "second") as never });
  const outcome = await sms.send({ to, text });
  expect(inspect(outcome, { depth: 9 }) + JSON.stringify(outcome.attempts)).not.toMatch(/canary|712345678/);
  return { outcome, second: second.requests.length };
}

const unproven: readonly [string, Behaviour, string][] = [
  [
    "the connection is reset before the request is read",
    { accepting: (socket) => socket.resetAndDestroy() },
    "network",
  ],
  [
    "the connection is reset after the request was read",
    { answering: (socket) => socket.resetAndDestroy() },
    "network",
  ],
  ["the connection is closed without an answer", { answering: (socket) => socket.end() }, "network"],
  ["the server stays silent", {}, "timeout"],
  [
    "the headers come and the body does not",
    { answering: (socket) => socket.write(http(200, "", { "content-length": "9" })) },
    "timeout",
  ],
  [
    "the body is cut half way",
    { answering: (socket) => socket.end(http(200, '{"transaction_id":', { "content-length": "99" })) },
    "network",
  ],
  [
    "the JSON is cut half way",
    { answering: (socket) => socket.end(http(200, '{"transaction_id": 22')) },
    "unreadable-response",
  ],
  ["a 200 is empty", { answering: (socket) => socket.end(http(200, "")) }, "unreadable-response"],
  ["a 200 is a web page", { answering: (socket) => socket.end(http(200, "<h1>Welcome</h1>")) }, "unreadable-response"],
  [
    "a 200 is some other JSON",
    { answering: (socket) => socket.end(http(200, '{"hello":"world"}')) },
    "unreadable-response",
  ],
  [
    "a 502 is a web page",
    { answering: (socket) => socket.end(http(502, "<h1>Bad gateway</h1>")) },
    "unreadable-response",
  ],
  ["a 401 is a web page", { answering: (socket) => socket.end(http(401, "<h1>Log in</h1>")) }, "unreadable-response"],
  [
    "a 500 is the provider's JSON",
    { answering: (socket) => socket.end(http(500, '{"status":500,"message":"error"}')) },
    "provider-down",
  ],
  [
    "the answer is a redirect",
    { answering: (socket) => socket.end(http(307, "", { location: "http://127.0.0.1:9/" })) },
    "unreadable-response",
  ],
];

describe.each(Object.entries(providers))("rules 1 and 2, verdict and proof: %s", (_, make) => {
  it.each(unproven)(
    "is unknown, with one request at most and nobody else asked, when %s",
    async (_, behaviour, code) => {
      await using server = await rawServer(behaviour);
      const { outcome, second } = await sendTo(make(server.url, code === "timeout" ? silence : patience));
      expect(outcome).toMatchObject({ status: "unknown", error: { code, certainty: "unknown" } });
      expect(outcome.attempts).toHaveLength(1);
      expect(server.requests).toBeLessThanOrEqual(1);
      expect(second).toBe(0);
    },
  );

  it("is proven not accepted when nobody listens, and the next provider takes it", async () => {
    const { outcome, second } = await sendTo(make(await closedPort(), patience));
    expect(outcome).toMatchObject({ status: "accepted", provider: "second" });
    expect(outcome.attempts[0]).toMatchObject({ verdict: "not-accepted", code: "network" });
    expect(second).toBe(1);
  });

  it("is proven not accepted when the host does not exist", async () => {
    const { outcome } = await sendTo(make("https://polysms.invalid", patience));
    expect(outcome.attempts.map(({ verdict }) => verdict)).toEqual(["not-accepted", "accepted"]);
  });

  it("is unknown when aborted in flight, and proven not accepted when aborted before", async () => {
    const controller = new AbortController();
    await using server = await rawServer({ answering: () => controller.abort() });
    const sms = createSms({ providers: [make(server.url, patience)] });
    const { signal } = controller;
    expect(await sms.send({ to, text }, { signal })).toMatchObject({ status: "unknown", error: { code: "aborted" } });
    expect(await sms.send({ to, text }, { signal })).toMatchObject({ status: "rejected", error: { code: "aborted" } });
    expect(server.requests).toBe(1);
  });
});

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
