import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
export interface RawMessage {
  readonly method: string;
  /** Path and query, or a whole URL when the caller took this server for a proxy. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** The body was longer than the limit and is not here. */
  readonly tooLong: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface FrontServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a loopback port; 0 takes a free one. One front stands for one documented server, so the port tells the host. */
export async function startFrontServer(
  wantedPort: number,
  maximumBodyBytes: number,
  handle: (message: RawMessage) => Promise<Reply>,
): Promise<FrontServer> {
  const server = createServer((request, response) => {
    receive(request, maximumBodyBytes)
      .then(handle)
      .then((reply) => answer(request, response, reply))
      // The caller hung up, or the answer cannot be written: there is nobody left to tell.
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

async function receive(request: IncomingMessage, maximumBodyBytes: number): Promise<RawMessage> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // Read to the end all the same: many clients do not look at an answer before they have sent everything.
    if (length <= maximumBodyBytes) chunks.push(chunk);
  }
  const headers = new Headers();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
  }
  const tooLong = length > maximumBodyBytes;
  return {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    headers,
    body: new Uint8Array(Buffer.concat(tooLong ? [] : chunks)),
    tooLong,
  };
}

function answer(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  const empty = request.method === "HEAD" || status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(empty ? {} : { "content-length": Buffer.byteLength(body) }) });
  response.end(empty ? undefined : body);
}
