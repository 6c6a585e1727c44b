import { isObject, type JsonObject, valueAt } from "../../openapi/json-pointer.ts";
import type { Operation } from "../../openapi/operation.ts";

// No provider documents these paths, and the validator lets no undocumented path through to Prism.
const answersPath = "/__polysms/answers";
const webhooksPath = "/__polysms/webhooks";

/** The path where Prism gives the documented answers of an operation without looking at the request. */
export function answerPath({ operationId }: Operation): string {
  return `${answersPath}/${operationId}`;
}

/** The path where Prism takes the payload of a webhook. It knows only paths, not webhooks. */
export function webhookPath({ operationId }: Operation): string {
  return `${webhooksPath}/${operationId}`;
}

/** A copy of the document with hidden paths for answers and webhooks. A copy, because Prism writes into its input. */
export function toPrismDocument(document: JsonObject, operations: readonly Operation[]): JsonObject {
  const copy = structuredClone(document);
  const paths: Record<string, unknown> = isObject(copy.paths) ? { ...copy.paths } : {};
  for (const operation of operations) {
    const written = readAt(copy, operation.pointer);
    const { responses, security = [] } = written;
    if (operation.kind === "webhook") {
      const hidden = { ...written, security, operationId: `webhook-${operation.operationId}` };
      paths[webhookPath(operation)] = { [operation.method.toLowerCase()]: hidden };
    } else {
      paths[answerPath(operation)] = {
        get: { operationId: `answer-${operation.operationId}`, responses, security: [] },
      };
    }
  }
  return { ...copy, paths };
}

function readAt(document: JsonObject, pointer: string): JsonObject {
  const value = valueAt(document, pointer);
  if (!isObject(value)) throw new Error(`${pointer}: there is no operation here.`);
  return value;
}
