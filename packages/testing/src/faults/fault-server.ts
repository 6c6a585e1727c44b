import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import type { DocumentedAnswer } from "../recorded-fetch.ts";
import { type FaultContext, misbehaviours } from "./behaviour.ts";
import type { FaultName } from "./fault.ts";
import { httpJson } from "./http-text.ts";
import { type AnswerLogin, startTcpServer, type TcpHandlers, type TcpServer } from "./tcp-server.ts";

/** Options of {@link startFaultyServer}. */
export interface FaultyServerOptions {
  /**
   * The documented success that the fault spoils. The server that redirects lead to answers with it too.
   * Default: status 200 and `{ id: "message-1" }`.
   */
  readonly success?: DocumentedAnswer | undefined;
  /** Answers a call that comes before the message, such as one for a token. Such calls are not counted. */
  readonly answerLogin?: AnswerLogin | undefined;
  /** Called when a request has been read, before the server reacts to it. */
  readonly onRequest?: (() => void) | undefined;
}

/** A server that misbehaves in one way and counts what it receives. */
export interface FaultyServer extends AsyncDisposable {
  /** Base URL on loopback. For the fault `unresolved`, a host name that never resolves. */
  readonly url: string;
  readonly connections: number;
  /** HTTP requests that were read to their end. */
  readonly requests: number;
  /** Bytes received. 0 from a client that does not trust the certificate. */
  readonly bytes: number;
  /** Bytes of a huge body that were sent. Sending stops if the client stops reading. */
  readonly bytesSent: number;
  /** Requests that reached the URL of a redirect. */
  readonly followed: number;
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that shows the named fault on every request. Close it, or declare it with `await using`.
 */
export async function startFaultyServer(name: FaultName, options: FaultyServerOptions = {}): Promise<FaultyServer> {
  const { success = { status: 200, body: { id: "message-1" } }, answerLogin, onRequest } = options;
  let bytesSent = 0;
  let followed = 0;
  // Ports are reused quickly. A late request for the server that had this port before does not know the path.
  const path = `/${randomUUID()}`;
  const redirectTarget = await startTcpServer({
    onRequest(socket, request) {
      if (request.path === path) followed += 1;
      socket.end(httpJson(success));
    },
  });
  const onBytesSent = (bytes: number) => {
    bytesSent += bytes;
  };
  const handlers = handlersFor(name, { success, redirectUrl: redirectTarget.url + path, onBytesSent }, onRequest);
  const server = await startTcpServer({ ...handlers, answerLogin }, { tls: name === "untrusted" });
  const held = name === "connectionRefused" ? await holdClosedPort(server) : undefined;
  const close = async () => {
    held?.release();
    await Promise.all([server.close(), redirectTarget.close()]);
  };
  return {
    url: name === "unresolved" ? "https://polysms.invalid" : (held?.url ?? server.url),
    get connections() {
      return held === undefined ? server.connections : 0;
    },
    get requests() {
      return server.requests;
    },
    get bytes() {
      return server.bytes;
    },
    get bytesSent() {
      return bytesSent;
    },
    get followed() {
      return followed;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function handlersFor(name: FaultName, context: FaultContext, onRequest?: () => void): TcpHandlers {
  if (name === "acceptThenReset") return { onConnection: (socket) => void socket.resetAndDestroy() };
  return {
    onRequest(socket) {
      onRequest?.();
      misbehaviours[name]?.(socket, context);
    },
  };
}

// The local port of an outgoing connection: it is taken, so no server can get it in the meantime, and nothing listens
// there.
async function holdClosedPort(server: TcpServer): Promise<{ readonly url: string; release(): void }> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const { port } = socket.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, release: () => void socket.destroy() };
}
