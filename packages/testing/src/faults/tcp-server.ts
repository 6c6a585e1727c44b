import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { DocumentedAnswer } from "../documented-answer.ts";
import { makeSelfSignedCertificate } from "./certificate.ts";
import { firstRequest, httpJson, type RequestLine } from "./http-text.ts";

/** The answer to a call that comes before the message itself, such as one for a token; nothing for the message. */
export type AnswerLogin = (request: RequestLine) => DocumentedAnswer | undefined;

/** What a raw server does with a connection. */
export interface Handling {
  /** As soon as there is one. */
  readonly connected?: ((socket: Socket) => void) | undefined;
  /** Each time a request has been read to its end. */
  readonly requested?: ((socket: Socket, request: RequestLine) => void) | undefined;
  /** Calls that it answers are not counted, and go no further. */
  readonly answerLogin?: AnswerLogin | undefined;
}

/** A TCP server on loopback that does as it is told with every connection, and counts what it saw. */
export interface RawServer {
  readonly url: string;
  readonly connections: number;
  /** HTTP requests that were read to their end. */
  readonly requests: number;
  /** Bytes received; of a TLS server only those that came after the handshake. */
  readonly bytes: number;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. With `tls`, under a fresh certificate that nobody vouches for. */
export async function startRawServer(handling: Handling, { tls = false } = {}): Promise<RawServer> {
  const { connected, requested, answerLogin } = handling;
  let connections = 0;
  let requests = 0;
  let bytes = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // The other side may hang up as it likes.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const serve = (socket: Socket) => {
    let received = "";
    socket.on("data", (data) => {
      bytes += data.length;
      received += data.toString("latin1");
      for (let request = firstRequest(received); request !== undefined; request = firstRequest(received)) {
        received = received.slice(request.length);
        const before = answerLogin?.(request);
        if (before === undefined) {
          requests += 1;
          requested?.(socket, request);
        } else {
          socket.write(httpJson(before));
        }
      }
    });
    connected?.(socket);
  };
  const server: Server = tls ? createTlsServer(makeSelfSignedCertificate(), serve) : createTcpServer(serve);
  server.prependListener("connection", keep);
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    get requests() {
      return requests;
    },
    get bytes() {
      return bytes;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}
