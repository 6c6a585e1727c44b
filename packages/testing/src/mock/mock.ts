import { type AnswerChoice, chooseAnswer, operationWithExample } from "../openapi/answers.ts";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import { isObject, type JsonObject } from "../openapi/json-pointer.ts";
import { createValidator, findOperation, type SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import { createWebhookCheck } from "./check-webhook.ts";
import { type Exchange, type ExchangeResult, toExchange } from "./exchange.ts";
import { fetchOver } from "./fetch.ts";
import { type RawMessage, startFrontServer } from "./http-server.ts";
import { toPrismDocument } from "./prism/document.ts";
import { startPrismServer } from "./prism/server.ts";
import { toRequest } from "./relay.ts";
import { createExaminer } from "./respond.ts";

export interface MockOptions {
  /** A longer body is refused; 10 MiB unless given. Prism itself takes no more. */
  readonly maxBodyBytes?: number;
  /** Port of the first documented server; those of further ones follow it. Free ports unless given. */
  readonly port?: number;
  /** Told of each exchange when it has been answered. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A provider on loopback that answers with the documented examples and refuses what its document does not allow. */
export interface Mock {
  /** The provider's name, or the document's title. */
  readonly name: string;
  /** The first documented server's stand-in, for curl. */
  readonly url: string;
  /** Documented server URL → its stand-in on loopback: the `baseUrl` of a provider, however many hosts it has. */
  readonly baseUrl: Readonly<Record<string, string>>;
  /**
   * For code that cannot be told a base URL: requests to the documented hosts go to their stand-ins. Rejects for every
   * other host.
   */
  readonly fetch: typeof globalThis.fetch;
  readonly validator: SpecValidator;
  /** Every request since the start or the last `reset`, in the order of the answers. */
  readonly exchanges: readonly Exchange[];
  /** The violations of all exchanges. */
  readonly violations: readonly Violation[];
  /** The requests themselves, on their documented host, each readable once more. They hold whatever was sent. */
  requests(operationId?: string): Request[];
  /**
   * Answers with a documented example until `reset`: `respondWith("sendMessage", "invalidNumber")`, or by the example
   * alone where only one operation has it, or with `{ status, example }`. Throws, listing what is documented, when there
   * is no such answer or several operations have it.
   */
  respondWith(operationIdOrExample: string, choice?: AnswerChoice | string): void;
  /** Judges an inbound call, found by name or operationId, by Prism and referee. Leaves the request readable. */
  checkWebhook(webhook: string, request: Request): Promise<Violation[]>;
  /** Forgets exchanges and chosen answers. */
  reset(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a mock of a provider: one loopback port per documented server.
 * A request that breaks the contract is answered 400 with `application/problem+json`, `{ title, violations }`, and an
 * `x-contract-violations` header; never with a documented error. Rejects on a document that the referee refuses, and when
 * a port is taken.
 */
export async function startMock(spec: SpecSource, options: MockOptions = {}): Promise<Mock> {
  const document = loadSpec(spec);
  const referee = createValidator(document);
  const prism = await startPrismServer(toPrismDocument(document, referee.operations), 5_000);
  const choices = new Map<string, AnswerChoice>();
  const examine = createExaminer(referee, prism, ({ operationId }) => choices.get(operationId) ?? {});
  const records: { server: string; message: RawMessage; exchange: Exchange }[] = [];

  async function handle(server: string, message: RawMessage): Promise<ExchangeResult["reply"]> {
    const start = performance.now();
    const result = await examine(server, message);
    const exchange = toExchange(server, message, result, performance.now() - start);
    records.push({ server, message, exchange });
    options.onExchange?.(exchange);
    return result.reply;
  }

  const servers = documentedServers(document, referee);
  const limit = options.maxBodyBytes ?? 10 * 1024 * 1024;
  const started = await Promise.allSettled(
    servers.map(async (server, index) => {
      const port = options.port === undefined || options.port === 0 ? 0 : options.port + index;
      return { server, front: await startFrontServer(port, limit, (message) => handle(server, message)) };
    }),
  );
  const fronts = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([prism.close(), ...fronts.map(({ front }) => front.close())]);
    await closing;
  };
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const baseUrl = Object.fromEntries(
    fronts.map(({ server, front }) => [server, front.url + new URL(server).pathname.replace(/\/$/, "")]),
  );

  return {
    name: nameOf(spec, document),
    url: baseUrl[servers[0] ?? ""] ?? "",
    baseUrl,
    validator: referee,
    get exchanges() {
      return records.map(({ exchange }) => exchange);
    },
    get violations() {
      return records.flatMap(({ exchange }) => exchange.violations);
    },
    requests: (operationId) =>
      records
        .filter(({ exchange }) => operationId === undefined || exchange.operationId === operationId)
        .map(({ server, message }) => toRequest(server, message))
        .filter((request) => request !== undefined),
    fetch: fetchOver(baseUrl),
    respondWith(named, choice) {
      const wanted =
        choice === undefined ? { example: named } : typeof choice === "string" ? { example: choice } : choice;
      const { operations } = referee;
      const operation =
        choice === undefined ? operationWithExample(operations, named) : findOperation(operations, named);
      chooseAnswer(operation, wanted);
      choices.set(operation.operationId, wanted);
    },
    checkWebhook: createWebhookCheck(referee, prism),
    reset() {
      records.length = 0;
      choices.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The document's own servers first, then those of single paths; only servers that some operation uses. */
function documentedServers({ servers }: JsonObject, { operations }: SpecValidator): readonly string[] {
  const used = new Set(operations.flatMap((operation) => operation.servers));
  const own = (Array.isArray(servers) ? servers : []).map((server: unknown) =>
    isObject(server) ? String(server.url) : "",
  );
  return [...new Set([...own.filter((url) => used.has(url)), ...used])];
}

function nameOf(spec: SpecSource, document: Readonly<Record<string, unknown>>): string {
  if (typeof spec === "string" && /^[a-z][a-z0-9-]*$/.test(spec)) return spec;
  const { info } = document;
  return typeof info === "object" && info !== null && "title" in info ? String(info.title) : "mock";
}
