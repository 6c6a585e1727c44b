import { type E164, parsePhone } from "@polysms/core";
import { documentOf, type JsonObject, jsonAnswer as json, type RecordedFetch, recordFetch } from "@polysms/testing";

export const specFile: URL = new URL("../src/generated/openapi.yaml", import.meta.url);

/** The bundled document of the provider. */
export const spec = documentOf(specFile);

/** Every call of the document, without webhooks. */
export const calls = spec.operations.filter(({ kind }) => kind === "request");

export function schema(name: string, ...keys: readonly string[]): JsonObject {
  return spec.objectAt("components", "schemas", name, ...keys);
}

export { json };

/** A `fetch` that answers with an empty object by default, and keeps every request. */
export const record = (answer: Parameters<typeof recordFetch>[0] = () => json({})): RecordedFetch =>
  recordFetch(answer);

export const receipt = (id: number, recipients = 1) => ({
  message: `SMS successfully queued for sending. Total recipients ${recipients}`,
  status: 200,
  transaction_id: id,
});

/** Distinct numbers, none of them a part of another. */
export function phones(count: number): E164[] {
  return Array.from({ length: count }, (_, index) => {
    const parsed = parsePhone(`+2547123456${String(index).padStart(2, "0")}`);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.phone;
  });
}

export const [phone = "" as never] = phones(1);
