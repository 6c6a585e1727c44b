import type { JsonObject } from "../openapi/json-pointer.ts";
import { findOperation, findWebhook, type Operation, readOperations } from "../openapi/operation.ts";
import { allCredentials } from "../openapi/security.ts";
import { readRequestBody } from "./check-body.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkResponse } from "./check-response.ts";
import { createRouter } from "./find-operation.ts";
import { openRequestSchemas } from "./open-schemas.ts";
import { createSchemaSet, type SchemaSet } from "./schemas.ts";
import type { Finding, Violation } from "./violation.ts";

/** What the validator found out about a request. */
export interface RequestCheck {
  /** The operation that was called, or probably meant; `undefined` if none was recognised. */
  readonly operation: Operation | undefined;
  /** The documented path, or the path that was sent with its undocumented segments hidden. */
  readonly path: string;
  /** The body as its schema sees it: form fields have their documented types. `undefined` if there is none. */
  readonly body: unknown;
  readonly violations: readonly Violation[];
}

/** Checks requests, answers and webhooks against an OpenAPI document. */
export interface SpecValidator {
  readonly document: JsonObject;
  readonly schemas: SchemaSet;
  /** Calls and webhooks, in the order of the document. */
  readonly operations: readonly Operation[];
  /** Checks a request to its documented host. Leaves the request readable. */
  checkRequest(request: Request): Promise<RequestCheck>;
  /** Checks an answer of an operation. Leaves the response readable. Rejects if there is no such operation. */
  checkResponse(operationId: string, response: Response): Promise<Violation[]>;
  /**
   * Checks a webhook request, found by name or operationId. Its URL is yours and is not checked. Rejects if there is no
   * such webhook.
   */
  checkWebhook(webhook: string, request: Request): Promise<RequestCheck>;
}

/**
 * Compiles a bundled OpenAPI 3.1 document into a validator. Throws, and names the place, if a schema cannot be
 * compiled, has an unknown keyword or a dangling `$ref`, or if a request body leaves open whether it may have further
 * fields.
 */
export function createValidator(document: JsonObject): SpecValidator {
  const schemas = createSchemaSet(document);
  const operations = readOperations(document);
  for (const pointer of operations.flatMap(schemaPointers)) schemas.compile(pointer);
  const open = openRequestSchemas(document, operations);
  if (open.length > 0) {
    throw new Error(`${open.join(", ")}: a request body must say whether it allows additionalProperties.`);
  }
  const route = createRouter(operations);
  const credentials = allCredentials(document);

  async function checkMessage(
    operation: Operation,
    request: Request,
    path: Readonly<Record<string, string>>,
  ): Promise<RequestCheck> {
    const sent = { url: new URL(request.url), headers: request.headers, path };
    const bytes = new Uint8Array(await request.clone().arrayBuffer());
    const body = await readRequestBody(schemas, operation, request.headers, bytes);
    const findings = [
      ...checkCredentials(operation, operation.kind === "webhook" ? [] : credentials, sent),
      ...checkParameters(schemas, operation, sent),
      ...body.findings,
    ];
    const violations = findings.map((finding) => toViolation(finding, operation.method, operation.path, operation));
    return { operation, path: operation.path, body: body.value, violations };
  }

  return {
    document,
    schemas,
    operations,
    async checkRequest(request) {
      const routed = route(request.method, new URL(request.url));
      if (!("finding" in routed)) return checkMessage(routed.operation, request, routed.pathParameters);
      const { operation, path, finding } = routed;
      return { operation, path, body: undefined, violations: [toViolation(finding, request.method, path, operation)] };
    },
    async checkResponse(operationId, response) {
      const operation = findOperation(operations, operationId);
      const findings = await checkResponse(schemas, operation, response);
      return findings.map((finding) => toViolation(finding, operation.method, operation.path, operation));
    },
    async checkWebhook(webhook, request) {
      const operation = findWebhook(operations, webhook);
      if (request.method === operation.method) return checkMessage(operation, request, {});
      const { path, pointer } = operation;
      const finding = { field: "method", message: `must be ${operation.method}`, specLocation: pointer };
      return { operation, path, body: undefined, violations: [toViolation(finding, request.method, path, operation)] };
    },
  };
}

function schemaPointers({ parameters, body, responses }: Operation): string[] {
  const contents = [...(body?.contents ?? []), ...responses.flatMap((response) => response.contents)];
  const headers = responses.flatMap((response) => response.headers);
  return [...parameters, ...contents, ...headers].flatMap(({ schemaPointer }) => schemaPointer ?? []);
}

function toViolation(finding: Finding, method: string, path: string, operation: Operation | undefined): Violation {
  return { operationId: operation?.operationId, method, path, ...finding, source: "validator" };
}
