import type { Content, Example } from "./content.ts";
import { isObject, type JsonObject } from "./json-pointer.ts";
import type { Operation, Parameter } from "./operation.ts";
import { readOperations } from "./operation.ts";
import { facetsOf, fieldsOf } from "./schema.ts";

/** A documented request: there is one for each operation and example. */
export interface RequestCase {
  readonly operation: Operation;
  /** The example's name; "request" if the operation's request has neither body nor parameters with examples. */
  readonly name: string;
  /** The first documented server; empty for a webhook. */
  readonly server: string;
  readonly content: Content | undefined;
  readonly body: unknown;
  readonly parameters: Readonly<Record<Parameter["in"], JsonObject>>;
}

/** Lists every documented request and webhook payload. Throws if a required body or parameter has no example. */
export function requestCases(document: JsonObject): RequestCase[] {
  return readOperations(document).flatMap((operation) => {
    const bodies = (operation.body?.contents ?? []).flatMap((content) =>
      content.examples.map((example) => ({ content, example })),
    );
    if (bodies.length > 0) {
      return bodies.map(({ content, example }) => toCase(operation, example.name, content, example));
    }
    if (operation.body?.required) throw new Error(`${operation.body.pointer}: a required body needs an example.`);
    const names = operation.parameters.flatMap(({ examples }) => examples.map(({ name }) => name));
    // A single `example` is part of every case, and not a case of its own.
    const distinct = [...new Set(names)].filter((name) => name !== "example");
    return (distinct.length > 0 ? distinct : ["request"]).map((name) => toCase(operation, name, undefined, undefined));
  });
}

function toCase(
  operation: Operation,
  name: string,
  content: Content | undefined,
  example: Example | undefined,
): RequestCase {
  const valuesIn = (place: Parameter["in"]): JsonObject =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place)
        .flatMap((parameter) => {
          const chosen = exampleFor(parameter, name);
          return chosen ? [[parameter.name, chosen.value]] : [];
        }),
    );
  return {
    operation,
    name,
    server: operation.servers[0] ?? "",
    content,
    body: example?.value,
    parameters: { path: valuesIn("path"), query: valuesIn("query"), header: valuesIn("header") },
  };
}

/** The example of the same name, or the single one. A required parameter falls back to its first example. */
function exampleFor({ examples, required, pointer }: Parameter, name: string): Example | undefined {
  const named = examples.find((example) => example.name === name || example.name === "example");
  if (named || !required) return named;
  if (!examples[0]) throw new Error(`${pointer}: a required parameter needs an example.`);
  return examples[0];
}

/** The body without credentials (fields marked `x-credential`), which a provider's client adds itself. */
export function withoutCredentials(document: JsonObject, { content, body }: RequestCase): unknown {
  if (content?.schemaPointer === undefined || !isObject(body)) return body;
  const fields = fieldsOf(document, content.schemaPointer);
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name]) => !(fields.get(name) ?? []).some((pointer) => isCredential(document, pointer)),
    ),
  );
}

function isCredential(document: JsonObject, pointer: string): boolean {
  return facetsOf(document, pointer).some(({ schema }) => "x-credential" in schema);
}
