import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it was received. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, or a whole URL if the caller uses this server as a proxy. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Whether the body was longer than the limit. `body` is empty then. */
  readonly tooLong: boolean;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

interface HttpServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on a loopback port; 0 takes a free one. Each documented server has an HTTP server of its own, so the port
 * says which host was meant.
 */
export async function startHttpServer(
  wantedPort: number,
  maxBodyBytes: number,
  handle: (request: HttpRequest) => Promise<HttpReply>,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    receive(request, maxBodyBytes)
      .then(handle)
      .then((reply) => answer(request, response, reply))
      // The caller hung up, or the answer cannot be written: nobody is left to answer.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(wantedPort, "127.0.0.1", resolve);
  });
  // `listen` on a TCP port always yields an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage, maxBodyBytes: number): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // Read to the end anyway: many clients look at the answer only after they have sent everything.
    if (length <= maxBodyBytes) chunks.push(chunk);
  }
  const headers = new Headers();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
  }
  const tooLong = length > maxBodyBytes;
  return {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    headers,
    body: new Uint8Array(Buffer.concat(tooLong ? [] : chunks)),
    tooLong,
  };
}

function answer(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpReply): void {
  const empty = request.method === "HEAD" || status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(empty ? {} : { "content-length": Buffer.byteLength(body) }) });
  response.end(empty ? undefined : body);
}
