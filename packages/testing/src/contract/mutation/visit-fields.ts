import { isArray, isObject, joinPointer } from "../../openapi/json-pointer.ts";
import { branchesOf, type Facet, facetsOf } from "../../openapi/schema.ts";
import type { SchemaSet } from "../../validator/schemas.ts";

/** A value inside an example body, with the schemas that apply to it. */
interface FieldVisit {
  /** Keys and indexes from the root of the body; empty for the body itself. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly facets: readonly Facet[];
  /** Whether its schema lists it as `required`; `undefined` if it is not a field of an object. */
  readonly required: boolean | undefined;
  /** It belongs to one of several alternatives, so that a spoiled value may be valid in another one. */
  readonly uncertain: boolean;
}

/** Lists every value in an example body that its schema describes. */
export function visitFields(schemas: SchemaSet, pointer: string, value: unknown): FieldVisit[] {
  return visit(schemas, [pointer], { path: [], value, required: undefined, uncertain: false });
}

type Position = Omit<FieldVisit, "facets">;

function visit(schemas: SchemaSet, pointers: readonly string[], position: Position): FieldVisit[] {
  const { document } = schemas;
  const { value, path, uncertain } = position;
  const facets = pointers.flatMap((pointer) => facetsOf(document, pointer));
  const below: FieldVisit[] = [];

  if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const declared = facets.filter(({ schema }) => isObject(schema.properties) && key in schema.properties);
      if (declared.length === 0) continue;
      const required = facets.some(({ schema }) => isArray(schema.required) && schema.required.includes(key));
      const places = declared.map((facet) => joinPointer(facet.pointer, "properties", key));
      below.push(...visit(schemas, places, { path: [...path, key], value: item, required, uncertain }));
    }
  }
  if (isArray(value) && value.length > 0) {
    const places = facets.flatMap(({ schema, pointer }) =>
      isObject(schema.items) ? [joinPointer(pointer, "items")] : [],
    );
    if (places.length > 0) {
      below.push(...visit(schemas, places, { path: [...path, "0"], value: value[0], required: undefined, uncertain }));
    }
  }
  // Of several alternatives, only those that the example satisfies.
  for (const branch of pointers.flatMap((pointer) => branchesOf(document, pointer))) {
    if (schemas.check(branch, value, "").length > 0) continue;
    below.push(...visit(schemas, [branch], { ...position, uncertain: true }));
  }
  return [{ ...position, facets }, ...below];
}

/** A copy of a body with one value replaced, or removed if the replacement is `undefined`. */
export function replaceAt(body: unknown, path: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (isArray(body))
    return body.map((item, index) => (String(index) === key ? replaceAt(item, rest, replacement) : item));
  const source = isObject(body) ? body : {};
  const { [key]: old, ...others } = source;
  const value = replaceAt(old, rest, replacement);
  // Object.entries keeps the order of the keys, which makes a failing body easier to compare.
  return value === undefined
    ? others
    : Object.fromEntries([...Object.entries(source).filter(([name]) => name !== key), [key, value]]);
}
