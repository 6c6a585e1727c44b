import type { Answer } from "../../openapi/answers.ts";
import type { JsonObject } from "../../openapi/json-pointer.ts";
import type { Operation } from "../../openapi/operation.ts";
import type { Violation } from "../../validator/violation.ts";
import { answerPath, toPrismDocument, webhookPath } from "./document.ts";
import { type PrismReply, type PrismServer, startPrismServer } from "./server.ts";
import { readViolations, withoutFalseErrors } from "./violations.ts";

/** A request in which the validator found nothing wrong. */
export interface CheckedRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The body as its schema sees it. */
  readonly body: unknown;
}

/** An answer as Prism wrote it. */
interface PrismAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
}

/** The second opinion on a request, and the source of the documented answers. */
export interface Prism {
  /**
   * Checks a request and answers it. `violations` are those of the request, in which case there is no answer, or those
   * of Prism's own answer. Rejects if Prism does not answer in time. `server` is the documented server that was called.
   */
  answer(
    server: string,
    request: CheckedRequest,
    wanted: Answer,
  ): Promise<{ readonly violations: Violation[]; readonly answer: PrismAnswer | undefined }>;
  /** Checks a request to a webhook. */
  checkWebhook(request: CheckedRequest): Promise<Violation[]>;
  close(): Promise<void>;
}

/** Starts Prism for a document. Its operations are those that the validator read. */
export async function startPrism(document: JsonObject, operations: readonly Operation[]): Promise<Prism> {
  return createPrism(await startPrismServer(toPrismDocument(document, operations), 5_000));
}

export function createPrism(prism: PrismServer): Prism {
  const ask = ({ method, bytes }: CheckedRequest, target: string, headers: Readonly<Record<string, string>>) =>
    prism.ask({ method, target, headers, body: bytes });

  return {
    async answer(server, request, wanted) {
      const { operation, url, headers } = request;
      const reply = await ask(request, targetBelow(server, url), { ...headers, ...preferring(wanted) });
      const found = violationsOfRequest(operation, reply);
      const violations = withoutFalseErrors(found, headers["content-type"] ?? null, request.body);
      if (violations.length > 0) return { violations, answer: undefined };
      // If Prism's errors were false, it answered as if they were true. Ask again, for the answer alone.
      const body = new Uint8Array();
      const answer =
        found.length === 0
          ? reply
          : await prism.ask({ method: "GET", target: answerPath(operation), headers: preferring(wanted), body });
      return { violations: readViolations(operation, answer), answer: withoutOwnHeaders(answer) };
    },
    async checkWebhook(request) {
      const { operation, url, headers } = request;
      const reply = await ask(request, webhookPath(operation) + url.search, { ...headers, accept: "*/*" });
      const found = violationsOfRequest(operation, reply);
      return withoutFalseErrors(found, headers["content-type"] ?? null, request.body);
    },
    close: () => prism.close(),
  };
}

function violationsOfRequest(operation: Operation, reply: PrismReply): Violation[] {
  return readViolations(operation, reply).filter(({ field }) => !field.startsWith("response"));
}

/** Headers that make Prism give this answer. If `Accept` does not fit the wanted status, Prism gives another one. */
function preferring({ status, example, mediaType }: Answer): Record<string, string> {
  const preferences = [`code=${status}`, ...(example === undefined ? [] : [`example="${example}"`])];
  return { prefer: preferences.join(", "), accept: mediaType ?? "*/*" };
}

/** Path and query without the server's base path, which Prism does not know. */
function targetBelow(server: string, url: URL): string {
  return url.pathname.slice(new URL(server).pathname.replace(/\/$/, "").length) + url.search;
}

function withoutOwnHeaders({ status, headers, body }: PrismReply): PrismAnswer {
  const dropped = /^(connection|keep-alive|transfer-encoding|content-length|date|sl-violations)$/;
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    dropped.test(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return { status, headers: Object.fromEntries(kept), body };
}
