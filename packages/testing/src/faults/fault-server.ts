import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import type { DocumentedAnswer } from "../documented-answer.ts";
import { type FaultMaterial, misbehaviours } from "./behaviour.ts";
import type { FaultName } from "./fault.ts";
import { httpJson } from "./http-text.ts";
import { type AnswerLogin, type Handling, type RawServer, startRawServer } from "./tcp-server.ts";

export interface FaultyServerOptions {
  /** The documented success that the fault spoils, and that waits where a redirect leads. */
  readonly success?: DocumentedAnswer | undefined;
  /** Answers a call that comes before the message itself, such as one for a token; such calls are not counted. */
  readonly answerLogin?: AnswerLogin | undefined;
  /** Called when a request has been read, before anything is done about it. */
  readonly onRequest?: (() => void) | undefined;
}

/** A server that misbehaves in one way, and counts what it saw. */
export interface FaultyServer extends AsyncDisposable {
  /** Base URL; on loopback, except that an unresolved host has a name that never resolves. */
  readonly url: string;
  readonly connections: number;
  /** HTTP requests that were read to their end. */
  readonly requests: number;
  /** Bytes received; none from a client that does not trust the certificate. */
  readonly bytes: number;
  /** Bytes of a huge body that were sent. A client that reads no more stops the sending. */
  readonly bytesSent: number;
  /** Requests that came to where a redirect leads. */
  readonly followed: number;
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that misbehaves as named, towards every request. Close it, or declare it with
 * `await using`.
 */
export async function startFaultyServer(name: FaultName, options: FaultyServerOptions = {}): Promise<FaultyServer> {
  const { success = { status: 200, body: { id: "message-1" } }, answerLogin, onRequest } = options;
  let bytesSent = 0;
  let followed = 0;
  // Ports are soon given to somebody else: what was meant for the one before does not know this path.
  const path = `/${randomUUID()}`;
  const elsewhere = await startRawServer({
    requested(socket, request) {
      if (request.path === path) followed += 1;
      socket.end(httpJson(success));
    },
  });
  const sent = (bytes: number) => {
    bytesSent += bytes;
  };
  const handling = handlingOf(name, { success, elsewhere: elsewhere.url + path, sent }, onRequest);
  const server = await startRawServer({ ...handling, answerLogin }, { tls: name === "untrusted" });
  const held = name === "connectionRefused" ? await holdClosedPort(server) : undefined;
  const close = async () => {
    held?.release();
    await Promise.all([server.close(), elsewhere.close()]);
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

function handlingOf(name: FaultName, material: FaultMaterial, onRequest?: () => void): Handling {
  if (name === "acceptThenReset") return { connected: (socket) => void socket.resetAndDestroy() };
  return {
    requested(socket) {
      onRequest?.();
      misbehaviours[name]?.(socket, material);
    },
  };
}

// The port of an outgoing connection: taken, so that no server gets it meanwhile, and nobody listens there.
async function holdClosedPort(server: RawServer): Promise<{ readonly url: string; release(): void }> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const { port } = socket.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, release: () => void socket.destroy() };
}
