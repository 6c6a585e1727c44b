import { once } from "node:events";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { type FaultName, type FaultyServerOptions, faultNames, faults, startFaultyServer } from "../../src/index.ts";

const REQUEST = 'POST /messages?a=b HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\n\r\n{"a"';
const success = { status: 202, body: { id: "7", note: "é" } };
const json = JSON.stringify(success.body);

interface Seen {
  readonly text: string;
  readonly end: "closed" | "reset" | "left open";
}

/** Writes to the server and reads until it ends the connection, or until the text is long enough. */
async function talk(url: string, written = REQUEST, longest = 4_000): Promise<Seen> {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  let text = "";
  let end: Seen["end"] = "closed";
  socket.on("error", () => {
    end = "reset";
  });
  socket.on("data", (data) => {
    text += data.toString();
    if (text.length < longest) return;
    end = "left open";
    socket.destroy();
  });
  socket.write(written);
  await once(socket, "close").catch(() => {});
  return { text, end };
}

async function seenAt(name: FaultName, longest?: number, options: FaultyServerOptions = {}) {
  await using server = await startFaultyServer(name, { success, ...options });
  const seen = await talk(server.url, REQUEST, longest);
  const { connections, requests, bytes, followed } = server;
  return { ...seen, connections, requests, bytes, followed };
}

const oneRequest = { connections: 1, requests: 1, bytes: REQUEST.length, followed: 0 };

/** The error code of `fetch` when it cannot connect to the server. */
async function reasonAt(url: string): Promise<unknown> {
  const error = await fetch(url, { method: "POST", body: "{}" }).catch((reason: unknown) => reason);
  return (error as { readonly cause?: { readonly code?: unknown } }).cause?.code;
}

describe("a server that misbehaves", () => {
  it("reads the request, then does what the name of the fault says", async () => {
    const expected: readonly [FaultName, Seen["end"], text: string, longest?: number][] = [
      ["readThenReset", "reset", ""],
      ["readThenClose", "closed", ""],
      ["dripHeaders", "left open", "HTTP/1.1 202 Status\r\nx-drip: 1\r\nx-drip: 1\r\n", 43],
      [
        "headersThenSilence",
        "left open",
        "HTTP/1.1 202 Status\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n",
        72,
      ],
    ];
    for (const [name, end, text, longest] of expected) {
      expect(await seenAt(name, longest), name).toEqual({ ...oneRequest, end, text });
    }
  });

  it("spoils a documented success", async () => {
    const bodies: readonly [FaultName, head: RegExp, body: string][] = [
      ["cutBody", /^HTTP\/1.1 202 .*content-length: 44$/s, json],
      ["cutChunks", /transfer-encoding: chunked$/, `16\r\n${json}\r\n`],
      ["cutJson", /content-length: 11$/, json.slice(0, 11)],
      ["twoLengths", /content-length: 29\r\ncontent-length: 22$/, json],
      ["emptyBody", /^HTTP\/1.1 202 .*content-length: 0$/s, ""],
      ["redirect307", /^HTTP\/1.1 307 .*location: http:\/\/127.0.0.1:\d+\/[-\da-f]{36}\r\n/s, ""],
    ];
    for (const [name, head, body] of bodies) {
      const { text, ...seen } = await seenAt(name);
      expect(seen, name).toEqual({ ...oneRequest, end: "closed" });
      const [headText = "", bodyText] = text.split("\r\n\r\n", 2);
      expect(headText).toMatch(head);
      expect(bodyText).toBe(body);
    }
  });

  it("answers with something other than JSON", async () => {
    for (const [name, words] of [
      ["page", /^HTTP\/1.1 202 .*text\/html.*<h1>/s],
      ["otherType", /^HTTP\/1.1 202 .*application\/xml.*<\?xml/s],
      ["badGateway", /^HTTP\/1.1 502 .*text\/html.*<h1>/s],
    ] as const) {
      const { text, ...seen } = await seenAt(name);
      expect(text).toMatch(words);
      expect(seen).toEqual({ ...oneRequest, end: "closed" });
    }
  });

  it("drips and pours as long as the client reads", async () => {
    expect((await seenAt("dripBody", 120)).text).toMatch(/chunked\r\n\r\n1\r\n \r\n1\r\n \r\n/);
    await using server = await startFaultyServer("hugeBody");
    const { text } = await talk(server.url, REQUEST, 1_000_000);
    expect(text).toMatch(/content-length: 100000000\r\n\r\na+$/);
    expect(server.bytesSent).toBeGreaterThan(900_000);
    expect(server.bytesSent).toBeLessThan(100_000_000);
  });

  it("sends 100 MB to a reader that takes them", async () => {
    await using server = await startFaultyServer("hugeBody");
    const response = await fetch(server.url, { method: "POST", body: "{}" });
    let read = 0;
    for await (const chunk of response.body ?? []) read += chunk.length;
    expect([read, server.bytesSent]).toEqual([100_000_000, 100_000_000]);
  });

  it("stays silent until it is closed, and calls onRequest", async () => {
    const received = new AbortController();
    const server = await startFaultyServer("silence", { onRequest: () => received.abort() });
    const talking = talk(server.url);
    await once(received.signal, "abort");
    expect([server.requests, server.connections]).toEqual([1, 1]);
    await server.close();
    expect((await talking).text).toBe("");
    expect(await reasonAt(server.url)).toBe("ECONNREFUSED");
  });

  it("resets a connection before it reads", async () => {
    const { end, text, connections, requests } = await seenAt("acceptThenReset");
    expect({ end, text, connections, requests }).toEqual({ end: "reset", text: "", connections: 1, requests: 0 });
  });

  it("cannot be connected to, and receives nothing", async () => {
    for (const [name, reason] of [
      ["connectionRefused", /^ECONNREFUSED$/],
      ["unresolved", /^(ENOTFOUND|EAI_AGAIN)$/],
      ["untrusted", /^DEPTH_ZERO_SELF_SIGNED_CERT$/],
    ] as const) {
      await using server = await startFaultyServer(name);
      expect(await reasonAt(server.url)).toMatch(reason);
      expect({ requests: server.requests, bytes: server.bytes }).toEqual({ requests: 0, bytes: 0 });
    }
  });

  it("counts what is sent to it although its certificate is not trusted", async () => {
    await using server = await startFaultyServer("untrusted");
    const socket = connectTls({ port: Number(new URL(server.url).port), host: "127.0.0.1", rejectUnauthorized: false });
    socket.end(REQUEST);
    await once(socket.resume(), "close");
    expect(server).toMatchObject({ connections: 1, requests: 1, bytes: REQUEST.length });
  });

  it("counts requests that follow a redirect, and answers them with the success", async () => {
    for (const status of [301, 302, 303, 307, 308] as const) {
      await using server = await startFaultyServer(`redirect${status}`, { success });
      const response = await fetch(server.url, { method: "POST", body: "{}" });
      expect([response.status, await response.json()]).toEqual([202, success.body]);
      expect([server.requests, server.followed]).toEqual([1, 1]);
    }
  });

  it("answers calls that come before the message, and does not count them", async () => {
    await using server = await startFaultyServer("readThenClose", {
      answerLogin: ({ method, path }) => (`${method} ${path}` === "GET /token?a" ? success : undefined),
    });
    const before = await talk(server.url, "GET /token?a HTTP/1.1\r\n\r\n", 20);
    expect(before.text).toMatch(/^HTTP\/1.1 202 /);
    expect([server.connections, server.requests]).toEqual([1, 0]);
    expect(await talk(server.url, `GET /token?a HTTP/1.1\r\n\r\n${REQUEST}`)).toEqual({
      text: before.text,
      end: "closed",
    });
    expect(server.requests).toBe(1);
  });

  it("reads chunked requests, one byte at a time, and several over one connection", async () => {
    await using server = await startFaultyServer("silence");
    const chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n";
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1").setNoDelay(true);
    for (const byte of chunked.slice(0, -1)) socket.write(byte);
    socket.end(`${chunked.slice(-1)}${chunked}${REQUEST}`);
    await once(socket.resume(), "close");
    expect(server.requests).toBe(3);
  });
});

describe("the statuses of faults", () => {
  it("are rejected only where no connection was made", () => {
    const rejected = faultNames.filter((name) => faults[name].status === "rejected");
    expect(rejected).toEqual(["connectionRefused", "unresolved", "untrusted"]);
    expect(faultNames.filter((name) => !["unknown", "rejected"].includes(faults[name].status))).toEqual([]);
  });
});
