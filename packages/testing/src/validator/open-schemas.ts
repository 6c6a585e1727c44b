import { isObject, type JsonObject, joinPointer } from "../openapi/json-pointer.ts";
import type { Operation } from "../openapi/operation.ts";
import { branchesOf, facetsOf } from "../openapi/schema.ts";

/**
 * Objects in request bodies that neither allow nor forbid further fields. A misspelt field would pass there, so the
 * validator does not accept the document. An object with any keys has to say so with `additionalProperties`.
 */
export function openRequestSchemas(document: JsonObject, operations: readonly Operation[]): string[] {
  const open = new Set<string>();
  const seen = new Set<string>();

  const visit = (pointer: string, closedAbove: boolean): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    const facets = facetsOf(document, pointer);
    const closed =
      closedAbove || facets.some(({ schema }) => "additionalProperties" in schema || "unevaluatedProperties" in schema);
    const branches = branchesOf(document, pointer);
    const describesFields = facets.some(({ schema }) => schema.type === "object" || isObject(schema.properties));
    // If an object has alternatives, each of them may forbid further fields itself.
    if (describesFields && !closed && branches.length === 0) open.add(pointer);
    for (const branch of branches) visit(branch, closed);
    for (const { schema, pointer: place } of facets) {
      for (const name of Object.keys(isObject(schema.properties) ? schema.properties : {})) {
        visit(joinPointer(place, "properties", name), false);
      }
      if (isObject(schema.items)) visit(joinPointer(place, "items"), false);
    }
  };

  for (const operation of operations) {
    if (operation.kind === "webhook") continue;
    for (const { schemaPointer } of operation.body?.contents ?? []) if (schemaPointer) visit(schemaPointer, false);
  }
  return [...open];
}
