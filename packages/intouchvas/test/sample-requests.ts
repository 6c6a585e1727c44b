import type { CallResult } from "@polysms/core";
import { createIntouchvasClient, type IntouchvasClient } from "../src/index.ts";
import { json, type Recording, record } from "./recording.ts";
import { keysAt, nodeAt, type Operation, operations } from "./spec.ts";

export const keyClient = (fetch: Recording["fetch"]): IntouchvasClient =>
  createIntouchvasClient({ apiKey: "example-key", fetch });

export const passwordClient = (fetch: Recording["fetch"]): IntouchvasClient =>
  createIntouchvasClient({ username: "someone", password: "example", fetch });

export function operation(id: string): Operation {
  const found = operations.find((each) => each.id === id);
  if (found === undefined) throw new Error(`The spec has no operation ${id}.`);
  return found;
}

/** Calls an operation by its id, past the compiler: bodies here are wrong on purpose, or come from the spec. */
export async function call(client: IntouchvasClient, id: string, body?: unknown): Promise<CallResult<unknown>> {
  const { method, path } = operation(id);
  const send = client[method] as (path: string, init: object) => Promise<CallResult<unknown>>;
  return send(path, { body });
}

/** The field that makes the client refuse a body of this operation, or nothing when it goes out. */
export async function refusedField(id: string, body: unknown): Promise<string | undefined> {
  const sent = record(() => json({}));
  const field = await call(keyClient(sent.fetch), id, body).then(
    () => undefined,
    (error: { readonly field?: string }) => error.field ?? "no field",
  );
  if ((field === undefined) !== (sent.requests.length === 1)) throw new Error("Refused and sent, or neither.");
  return field;
}

/** The first example body of an operation, with a file in place of a file's text; nothing where there is no body. */
export function exampleBody(id: string): Readonly<Record<string, unknown>> | undefined {
  const { method, path } = operation(id);
  const place = ["paths", path, method.toLowerCase()];
  if (!("requestBody" in nodeAt(...place))) return undefined;
  const [mediaType = ""] = keysAt(...place, "requestBody", "content");
  const [name = ""] = keysAt(...place, "requestBody", "content", mediaType, "examples");
  const value = nodeAt(...place, "requestBody", "content", mediaType, "examples", name, "value");
  return "file" in value ? { ...value, file: new Blob([String(value.file)], { type: "text/csv" }) } : value;
}

/** Every operation but the token call. */
export const smsOperations: readonly Operation[] = operations.filter(({ id }) => id !== "getToken");
