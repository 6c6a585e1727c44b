import { type JsonObject, loadSpec } from "../src/index.ts";

export const acme = new URL("./fixtures/acme.yaml", import.meta.url);

/** The fixture provider, with one place changed: keys lead to it, and `undefined` takes it out. */
export function acmeWith(path: readonly string[], value: unknown): JsonObject {
  const document = structuredClone(loadSpec(acme)) as Record<string, unknown>;
  let place = document;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[path.at(-1) ?? ""] = value;
  return document;
}
