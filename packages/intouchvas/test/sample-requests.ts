import type { CallResult } from "@polysms/core";
import type { Operation, RecordedFetch } from "@polysms/testing";
import { createIntouchvasClient, type IntouchvasClient } from "../src/index.ts";
import { calls, json, record } from "./setup.ts";

export const keyClient = (fetch: RecordedFetch["fetch"]): IntouchvasClient =>
  createIntouchvasClient({ apiKey: "example-key", fetch });

export const passwordClient = (fetch: RecordedFetch["fetch"]): IntouchvasClient =>
  createIntouchvasClient({ username: "someone", password: "example", fetch });

export function operation(id: string): Operation {
  const found = calls.find(({ operationId }) => operationId === id);
  if (found === undefined) throw new Error(`The document has no operation ${id}.`);
  return found;
}

/** Calls an operation by its id, without the compiler's checks: bodies here are wrong on purpose, or come from the document. */
export async function call(client: IntouchvasClient, id: string, body?: unknown): Promise<CallResult<unknown>> {
  const { method, path } = operation(id);
  const send = client[method as "GET" | "POST"] as (path: string, init: object) => Promise<CallResult<unknown>>;
  return send(path, { body });
}

/** The field because of which the client rejects a body of this operation; `undefined` if it sends it. */
export async function wrongField(id: string, body: unknown): Promise<string | undefined> {
  const sent = record(() => json({}));
  const field = await call(keyClient(sent.fetch), id, body).then(
    () => undefined,
    (error: { readonly field?: string }) => error.field ?? "no field",
  );
  if ((field === undefined) !== (sent.requests.length === 1)) throw new Error("Rejected and sent, or neither.");
  return field;
}

/** The first example body of an operation, with a file instead of a file's text; `undefined` if it takes no body. */
export function exampleBody(id: string): Readonly<Record<string, unknown>> | undefined {
  const value = operation(id).body?.contents[0]?.examples[0]?.value as Readonly<Record<string, unknown>> | undefined;
  if (value === undefined || !("file" in value)) return value;
  return { ...value, file: new Blob([String(value.file)], { type: "text/csv" }) };
}

/** Every operation but the token call. */
export const smsOperations: readonly Operation[] = calls.filter(({ operationId }) => operationId !== "getToken");
