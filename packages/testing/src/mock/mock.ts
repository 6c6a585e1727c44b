import { type AnswerChoice, chooseAnswer, operationWithExample } from "../openapi/answers.ts";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import { isObject, type JsonObject } from "../openapi/json-pointer.ts";
import { findOperation } from "../openapi/operation.ts";
import { createValidator, type SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import { createWebhookCheck } from "./check-webhook.ts";
import { type Exchange, toExchange } from "./exchange.ts";
import { createMockFetch } from "./fetch.ts";
import { type HttpReply, type HttpRequest, startHttpServer } from "./http-server.ts";
import { startPrism } from "./prism/prism.ts";
import { toRequest } from "./relay.ts";
import { createResponder } from "./respond.ts";

/** Options of `startMock`. */
export interface MockOptions {
  /** A longer body is a violation. Default 10 MiB, which is also the most that Prism takes. */
  readonly maxBodyBytes?: number;
  /** Port of the first documented server; further servers get the ports after it. Default: free ports. */
  readonly port?: number;
  /** Called with each exchange after it has been answered. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/**
 * A provider's API on loopback. It answers with the documented examples, and 400 to what its document does not allow.
 */
export interface Mock {
  /** The provider's name, or the document's title. */
  readonly name: string;
  /** The loopback URL of the first documented server, for curl. */
  readonly url: string;
  /** Documented server URL → loopback URL. Pass it as the `baseUrl` of a provider, however many hosts that has. */
  readonly baseUrl: Readonly<Record<string, string>>;
  /** For code that takes no base URL: requests to the documented hosts go to the mock. Rejects for every other host. */
  readonly fetch: typeof globalThis.fetch;
  readonly validator: SpecValidator;
  /** Every request since the start or the last `reset`, in the order of the answers. */
  readonly exchanges: readonly Exchange[];
  /** The violations of all exchanges. */
  readonly violations: readonly Violation[];
  /** The requests themselves, on their documented host, each to be read once. They contain everything that was sent. */
  requests(operationId?: string): Request[];
  /**
   * Answers with a documented example until `reset`: `respondWith("sendMessage", "invalidNumber")`. The example alone
   * is enough if only one operation has it. `{ status, example }` chooses by status. Throws if there is no such answer
   * or several operations have it, and lists what is documented.
   */
  respondWith(operationIdOrExample: string, choice?: AnswerChoice | string): void;
  /**
   * Checks a webhook request, found by name or operationId, with the validator and with Prism. Leaves the request
   * readable. Rejects if the document has no such webhook.
   */
  checkWebhook(webhook: string, request: Request): Promise<Violation[]>;
  /** Forgets exchanges and chosen answers. */
  reset(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a mock of a provider, with one loopback port for each documented server. A request that breaks the contract is
 * answered 400 with `application/problem+json`, `{ title, violations }`, and an `x-contract-violations` header; never
 * with a documented error. Rejects if the validator does not accept the document, or if a port is taken.
 */
export async function startMock(spec: SpecSource, options: MockOptions = {}): Promise<Mock> {
  const document = loadSpec(spec);
  const validator = createValidator(document);
  const { operations } = validator;
  const prism = await startPrism(document, operations);
  const choices = new Map<string, AnswerChoice>();
  const respond = createResponder(validator, prism, ({ operationId }) => choices.get(operationId) ?? {});
  const records: { server: string; received: HttpRequest; exchange: Exchange }[] = [];

  async function handle(server: string, received: HttpRequest): Promise<HttpReply> {
    const start = performance.now();
    const result = await respond(server, received);
    const exchange = toExchange(server, received, result, performance.now() - start);
    records.push({ server, received, exchange });
    options.onExchange?.(exchange);
    return result.reply;
  }

  const servers = documentedServers(document, validator);
  const limit = options.maxBodyBytes ?? 10 * 1024 * 1024;
  const started = await Promise.allSettled(
    servers.map(async (server, index) => {
      const port = options.port === undefined || options.port === 0 ? 0 : options.port + index;
      return { server, http: await startHttpServer(port, limit, (received) => handle(server, received)) };
    }),
  );
  const running = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([prism.close(), ...running.map(({ http }) => http.close())]);
    await closing;
  };
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const baseUrl = Object.fromEntries(
    running.map(({ server, http }) => [server, http.url + new URL(server).pathname.replace(/\/$/, "")]),
  );

  return {
    name: nameOf(spec, document),
    url: baseUrl[servers[0] ?? ""] ?? "",
    baseUrl,
    validator,
    get exchanges() {
      return records.map(({ exchange }) => exchange);
    },
    get violations() {
      return records.flatMap(({ exchange }) => exchange.violations);
    },
    requests: (operationId) =>
      records
        .filter(({ exchange }) => operationId === undefined || exchange.operationId === operationId)
        .map(({ server, received }) => toRequest(server, received))
        .filter((request) => request !== undefined),
    fetch: createMockFetch(baseUrl),
    respondWith(operationIdOrExample, choice) {
      const operation =
        choice === undefined
          ? operationWithExample(operations, operationIdOrExample)
          : findOperation(operations, operationIdOrExample);
      const example = choice ?? operationIdOrExample;
      const wanted = typeof example === "string" ? { example } : example;
      chooseAnswer(operation, wanted);
      choices.set(operation.operationId, wanted);
    },
    checkWebhook: createWebhookCheck(validator, prism),
    reset() {
      records.length = 0;
      choices.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The servers of the document first, then those of single paths; only the ones that an operation uses. */
function documentedServers({ servers }: JsonObject, { operations }: SpecValidator): readonly string[] {
  const used = new Set(operations.flatMap((operation) => operation.servers));
  const own = (Array.isArray(servers) ? servers : []).map((server: unknown) =>
    isObject(server) ? String(server.url) : "",
  );
  return [...new Set([...own.filter((url) => used.has(url)), ...used])];
}

function nameOf(spec: SpecSource, document: JsonObject): string {
  if (typeof spec === "string" && /^[a-z][a-z0-9-]*$/.test(spec)) return spec;
  const { info } = document;
  return isObject(info) && "title" in info ? String(info.title) : "mock";
}
