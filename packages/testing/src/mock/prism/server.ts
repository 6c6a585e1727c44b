import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { JsonObject } from "../../openapi/json-pointer.ts";

interface PrismRequest {
  readonly method: string;
  /** Path and query, without a base path. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface PrismReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

export interface PrismServer {
  /** Sends the bytes as they are. Rejects if Prism does not answer in time: it never answers what it cannot parse. */
  ask(message: PrismRequest): Promise<PrismReply>;
  close(): Promise<void>;
}

/** Starts Prism for a document on a free loopback port. `timeoutMs` is the limit for each answer. */
export async function startPrismServer(document: JsonObject, timeoutMs: number): Promise<PrismServer> {
  // Loading Prism takes a second or two. Code that needs only the validator does not have to wait for it.
  const [{ createServer }, { getHttpOperationsFromSpec }, { createLogger }] = await Promise.all([
    import("@stoplight/prism-http-server"),
    import("@stoplight/prism-http"),
    import("@stoplight/prism-core"),
  ]);
  const operations = await getHttpOperationsFromSpec(document);
  const server = createServer(operations, {
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger("polysms", { enabled: false }) },
  });
  const url = await server.listen(0, "127.0.0.1");
  // Not `fetch`, which tests often replace and which adds headers of its own.
  const agent = new Agent({ keepAlive: true });

  return {
    ask: ({ method, target, headers, body }) =>
      new Promise((resolve, reject) => {
        const signal = AbortSignal.timeout(timeoutMs);
        const length = body.length > 0 ? { "content-length": String(body.length) } : {};
        const outgoing = request(url + target, { method, agent, signal, headers: { ...headers, ...length } });
        outgoing.on("error", (error) => {
          reject(signal.aborted ? new Error(`no answer within ${timeoutMs} ms`, { cause: error }) : error);
        });
        outgoing.on("response", (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () => {
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
          });
        });
        outgoing.end(body);
      }),
    close: async () => {
      agent.destroy();
      await server.close();
    },
  };
}
