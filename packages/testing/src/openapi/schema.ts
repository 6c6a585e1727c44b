import { isArray, isObject, type JsonObject, joinPointer, referencedPointer, valueAt } from "./json-pointer.ts";

/** One of the schemas that a value must satisfy, and where it is written. */
export interface Facet {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** The schemas that all apply to a value: the schema itself, what it refers to, and the parts of its `allOf`. */
export function facetsOf(document: JsonObject, pointer: string, seen: Set<string> = new Set()): Facet[] {
  const schema = valueAt(document, pointer);
  if (!isObject(schema) || seen.has(pointer)) return [];
  seen.add(pointer);
  const further = [
    ...(typeof schema.$ref === "string" ? [referencedPointer(document, pointer, schema.$ref)] : []),
    ...(isArray(schema.allOf) ? schema.allOf.map((_, index) => joinPointer(pointer, "allOf", index)) : []),
  ];
  return [{ schema, pointer }, ...further.flatMap((each) => facetsOf(document, each, seen))];
}

/** The alternatives of a schema (`oneOf`, `anyOf`), which do not all apply. */
export function branchesOf(document: JsonObject, pointer: string): string[] {
  return facetsOf(document, pointer).flatMap((facet) =>
    ["oneOf", "anyOf"].flatMap((keyword) => {
      const branches = facet.schema[keyword];
      return isArray(branches) ? branches.map((_, index) => joinPointer(facet.pointer, keyword, index)) : [];
    }),
  );
}

/** Every schema that may apply to a value, including alternatives. */
function possibleFacets(document: JsonObject, pointer: string): Facet[] {
  return [
    ...facetsOf(document, pointer),
    ...branchesOf(document, pointer).flatMap((branch) => possibleFacets(document, branch)),
  ];
}

/** The schemas of each declared field, by name. */
export function fieldsOf(document: JsonObject, pointer: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const facet of possibleFacets(document, pointer)) {
    for (const name of Object.keys(isObject(facet.schema.properties) ? facet.schema.properties : {})) {
      fields.set(name, [...(fields.get(name) ?? []), joinPointer(facet.pointer, "properties", name)]);
    }
  }
  return fields;
}

/** The JSON types that a value may have; empty if the schema does not say. */
export function typesOf(document: JsonObject, pointers: readonly string[]): Set<string> {
  return new Set(
    pointers
      .flatMap((pointer) => possibleFacets(document, pointer))
      .flatMap(({ schema }) => [schema.type].flat())
      .filter((type) => typeof type === "string"),
  );
}

/** The pointers of the schemas that apply to the items of a list. */
export function itemPointers(document: JsonObject, pointers: readonly string[]): string[] {
  return pointers
    .flatMap((pointer) => possibleFacets(document, pointer))
    .flatMap(({ schema, pointer }) => (isObject(schema.items) ? [joinPointer(pointer, "items")] : []));
}

/** Whether a form field carries a file. */
export function isFile(document: JsonObject, pointers: readonly string[]): boolean {
  return pointers
    .flatMap((pointer) => possibleFacets(document, pointer))
    .some(({ schema }) => schema.format === "binary");
}

/** Whether a text is `undefined` or `null` that a careless serializer turned into a word. */
export function isStrayWord(text: string): boolean {
  return ["undefined", "null", "NaN", "[object Object]"].includes(text);
}

/**
 * Reads the text of a form field or parameter as the documented type. Text that does not look like that type stays
 * text, and the schema then reports it.
 */
export function readText(document: JsonObject, text: string, pointers: readonly string[]): unknown {
  const types = typesOf(document, pointers);
  if (types.has("string")) return text;
  if ((types.has("integer") || types.has("number")) && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.has("object")) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}
