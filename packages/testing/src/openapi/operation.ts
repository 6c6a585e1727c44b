import { type Content, type Example, readContents, readExamples } from "./content.ts";
import { child, children, type JsonObject, joinPointer, type Located } from "./json-pointer.ts";
import { readSecurity, type Security } from "./security.ts";
import { readServers } from "./servers.ts";

/** A path, query or header parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** Whether a list is sent as repeated keys instead of one comma-separated value. */
  readonly explode: boolean;
  readonly pointer: string;
  readonly schemaPointer: string;
  readonly examples: readonly Example[];
}

/** The documented answers with one status, range or `default`. */
export interface DocumentedResponse {
  /** `200`, `4XX` or `default`. */
  readonly code: string;
  readonly pointer: string;
  readonly contents: readonly Content[];
  readonly headers: readonly { name: string; required: boolean; pointer: string; schemaPointer: string | undefined }[];
}

/** One call of the API, or one webhook, with every `$ref` followed. */
export interface Operation {
  readonly kind: "request" | "webhook";
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Path template, or the webhook's name. */
  readonly path: string;
  readonly pointer: string;
  /** Documented server URLs without a trailing slash; empty for a webhook. */
  readonly servers: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: { required: boolean; pointer: string; contents: readonly Content[] } | undefined;
  readonly responses: readonly DocumentedResponse[];
  readonly security: Security;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Lists the calls and webhooks of a document, in its order. Throws if it uses something that the kit does not
 * understand.
 */
export function readOperations(document: JsonObject): Operation[] {
  const root: Located = { value: document, pointer: "#" };
  const operations = (["paths", "webhooks"] as const).flatMap((section) =>
    children(document, root, section).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = child(document, item, method);
        return operation ? [readOperation(document, section, path, method, item, operation)] : [];
      }),
    ),
  );
  const ids = operations.map((operation) => operation.operationId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`operationId ${twice} is used twice.`);
  return operations;
}

/** The operation with this operationId. Throws, listing the documented ones, if there is none. */
export function findOperation(operations: readonly Operation[], operationId: string): Operation {
  const found = operations.find((operation) => operation.operationId === operationId);
  if (found) return found;
  const known = operations.map((operation) => operation.operationId).join(", ");
  throw new Error(`There is no operation "${operationId}". The document has: ${known || "none"}.`);
}

/** The webhook with this name or operationId. Throws, listing the documented ones, if there is none. */
export function findWebhook(operations: readonly Operation[], name: string): Operation {
  const webhooks = operations.filter((operation) => operation.kind === "webhook");
  const found = webhooks.find((webhook) => webhook.path === name || webhook.operationId === name);
  if (found) return found;
  const known = webhooks.map((webhook) => webhook.path).join(", ");
  throw new Error(`There is no webhook "${name}". The document has: ${known || "none"}.`);
}

function readOperation(
  document: JsonObject,
  section: "paths" | "webhooks",
  path: string,
  method: string,
  item: Located,
  operation: Located,
): Operation {
  const { operationId } = operation.value;
  if (typeof operationId !== "string") throw new Error(`${operation.pointer}: operationId is missing.`);
  const webhook = section === "webhooks";
  const requestBody = child(document, operation, "requestBody");
  return {
    kind: webhook ? "webhook" : "request",
    operationId,
    method: method.toUpperCase(),
    path,
    pointer: operation.pointer,
    servers: webhook ? [] : readServers(document, item, operation),
    parameters: readParameters(document, item, operation),
    body: requestBody && {
      required: requestBody.value.required === true,
      pointer: requestBody.pointer,
      contents: readContents(document, requestBody),
    },
    responses: children(document, operation, "responses").map(([code, response]) => ({
      code,
      pointer: response.pointer,
      contents: readContents(document, response),
      headers: children(document, response, "headers").map(([name, header]) => ({
        name: name.toLowerCase(),
        required: header.value.required === true,
        pointer: header.pointer,
        schemaPointer: "schema" in header.value ? joinPointer(header.pointer, "schema") : undefined,
      })),
    })),
    // `security` of the document says how clients call the provider, not how the provider calls a webhook.
    security: readSecurity(document, operation, !webhook),
  };
}

function readParameters(document: JsonObject, item: Located, operation: Located): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const owner of [item, operation]) {
    for (const [, { value, pointer }] of children(document, owner, "parameters")) {
      const { name, in: place, style } = value;
      if (typeof name !== "string" || (place !== "path" && place !== "query" && place !== "header")) {
        throw new Error(`${pointer}: only path, query and header parameters are understood.`);
      }
      // OpenAPI says that parameters with these names are ignored: `content` and `security` describe them.
      if (place === "header" && /^(accept|content-type|authorization)$/i.test(name)) continue;
      if (!("schema" in value) || (style !== undefined && style !== (place === "query" ? "form" : "simple"))) {
        throw new Error(`${pointer}: only parameters with a schema and the default style are understood.`);
      }
      parameters.set(`${place}/${name.toLowerCase()}`, {
        name,
        in: place,
        required: value.required === true,
        explode: value.explode === undefined ? place === "query" : value.explode === true,
        pointer,
        schemaPointer: joinPointer(pointer, "schema"),
        examples: readExamples(document, { value, pointer }),
      });
    }
  }
  return [...parameters.values()];
}
