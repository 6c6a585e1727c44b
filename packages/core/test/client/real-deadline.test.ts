import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { listen } from "./loopback.ts";

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";

/** A server that answers each request as given. The promise resolves when the client has closed the connection. */
async function serve(answer: (socket: Socket) => void) {
  let letGo = (): void => {};
  const closed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let connections = 0;
  const port = await listen((socket) => {
    connections += 1;
    socket.once("data", () => answer(socket));
    socket.once("close", letGo);
  });
  return { baseUrl: `http://127.0.0.1:${port}`, closed, connections: () => connections };
}

function drip(socket: Socket): void {
  socket.write(HEAD);
  const timer = setInterval(() => socket.write("1\r\n \r\n"), 5);
  socket.once("close", () => clearInterval(timer));
}

describe("a real fetch", () => {
  it.each([
    ["no headers come", () => {}],
    ["the headers never end", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nx-a: b\r\n")],
    ["the body does not begin", (socket: Socket) => void socket.write(HEAD)],
    ["the body drips", drip],
  ])("ends in time when %s, and lets go of the connection", async (_, answer) => {
    const server = await serve(answer);
    const error = await rejectionOf(sendCanary(acmeClient({ baseUrl: server.baseUrl }), { timeoutMs: 150 }));
    expect(error).toMatchObject({ code: "timeout", mayHaveBeenSent: true, provider: "acme" });
    await server.closed;
    expect(server.connections()).toBe(1);
  });

  it("is aborted by the caller while the body drips, and lets go of the connection", async () => {
    const controller = new AbortController();
    const server = await serve((socket) => {
      drip(socket);
      controller.abort();
    });
    const error = await rejectionOf(sendCanary(acmeClient({ baseUrl: server.baseUrl }), { signal: controller.signal }));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: true });
    await server.closed;
  });

  it("does not follow a redirect to another host", async () => {
    const other = await serve((socket) => void socket.end(`${HEAD}2\r\n{}\r\n0\r\n\r\n`));
    const server = await serve(
      (socket) => void socket.end(`HTTP/1.1 307 Moved\r\nlocation: ${other.baseUrl}/\r\ncontent-length: 0\r\n\r\n`),
    );
    const error = await rejectionOf(sendCanary(acmeClient({ baseUrl: server.baseUrl })));
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, httpStatus: 307 });
    expect(other.connections()).toBe(0);
  });
});
