import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { DocumentedAnswer } from "../recorded-fetch.ts";
import { makeSelfSignedCertificate } from "./certificate.ts";
import { firstRequest, httpJson, type RequestLine } from "./http-text.ts";

/** The answer to a call that comes before the message, such as one for a token. Returns `undefined` for the message. */
export type AnswerLogin = (request: RequestLine) => DocumentedAnswer | undefined;

/** What a TCP server does with a connection. */
export interface TcpHandlers {
  /** Called for each new connection. */
  readonly onConnection?: ((socket: Socket) => void) | undefined;
  /** Called each time a request has been read to its end. */
  readonly onRequest?: ((socket: Socket, request: RequestLine) => void) | undefined;
  /** Requests that it answers are not counted and do not reach `onRequest`. */
  readonly answerLogin?: AnswerLogin | undefined;
}

/** A TCP server on loopback that hands connections to its handlers and counts what it receives. */
export interface TcpServer {
  readonly url: string;
  readonly connections: number;
  /** HTTP requests that were read to their end. */
  readonly requests: number;
  /** Bytes received. A TLS server counts only those after the handshake. */
  readonly bytes: number;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. With `tls`, it has a fresh self-signed certificate. */
export async function startTcpServer(handlers: TcpHandlers, { tls = false } = {}): Promise<TcpServer> {
  const { onConnection, onRequest, answerLogin } = handlers;
  let connections = 0;
  let requests = 0;
  let bytes = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // The other side may hang up at any time.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const serve = (socket: Socket) => {
    let received = "";
    socket.on("data", (data) => {
      bytes += data.length;
      received += data.toString("latin1");
      for (let request = firstRequest(received); request !== undefined; request = firstRequest(received)) {
        received = received.slice(request.length);
        const login = answerLogin?.(request);
        if (login === undefined) {
          requests += 1;
          onRequest?.(socket, request);
        } else {
          socket.write(httpJson(login));
        }
      }
    });
    onConnection?.(socket);
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
