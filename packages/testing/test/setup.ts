import { type JsonObject, loadSpec, type Mock } from "../src/index.ts";

export const acme = new URL("./fixtures/acme.yaml", import.meta.url);

/** The document of the fixture provider with one place changed. `path` leads to it; `undefined` removes it. */
export function acmeWith(path: readonly string[], value: unknown): JsonObject {
  const document = structuredClone(loadSpec(acme)) as Record<string, unknown>;
  let place = document;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[path.at(-1) ?? ""] = value;
  return document;
}

export const api = "https://api.acme.test";
export const files = "https://files.acme.test/storage";
export const identity = "https://identity.acme.test";

export const key = { "api-key": "example-key" };
export const jsonHeaders = { ...key, "content-type": "application/json" };
export const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

export const message = { sender_id: "ACME", message: "Hello", recipients: ["+254712345678"] };
export const bulk = {
  username: "acme-user",
  password: "acme-password",
  sender_id: "ACME",
  message: "Hi",
  to: "2250707070707",
};

export function postMessage(
  mock: Mock,
  body: unknown = message,
  headers: HeadersInit = jsonHeaders,
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${mock.baseUrl[api]}/v1/messages`, { method: "POST", headers, body: text });
}

export function postBulk(mock: Mock, fields: string, headers: HeadersInit = formHeaders): Promise<Response> {
  return fetch(`${mock.baseUrl[api]}/v1/bulk`, { method: "POST", headers, body: fields });
}

export function bulkFields(extra: readonly (readonly [string, string])[] = []): string {
  return new URLSearchParams([...Object.entries(bulk), ...extra.map(([name, value]) => [name, value])]).toString();
}

export function contactForm(file: File): FormData {
  const form = new FormData();
  form.set("name", "Customers");
  form.set("file", file);
  return form;
}

export function csv(name: string, text = "msisdn\n+254712345678\n"): File {
  return new File([text], name, { type: "text/csv" });
}

/** The fields of all violations. */
export function fieldsOf(mock: Mock): string[] {
  return mock.violations.map(({ field }) => field);
}
