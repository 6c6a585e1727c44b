/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object of the document and the place where it is written, with every `$ref` followed. */
export interface Located {
  readonly value: JsonObject;
  /** JSON pointer as a URI fragment: `#/components/schemas/Message`. */
  readonly pointer: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function joinPointer(pointer: string, ...segments: (string | number)[]): string {
  return [pointer, ...segments.map((segment) => `${segment}`.replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");
}

export function pointerSegments(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The object at a pointer, with every `$ref` followed; `undefined` if there is none. Throws if a `$ref` dangles. */
export function locate(document: JsonObject, pointer: string): Located | undefined {
  const seen = new Set<string>();
  for (let current = pointer; ; ) {
    const value = valueAt(document, current);
    if (!isObject(value)) return undefined;
    const reference = value.$ref;
    if (typeof reference !== "string") return { value, pointer: current };
    if (seen.has(current)) throw new Error(`${pointer}: $ref ${reference} leads back to itself.`);
    seen.add(current);
    current = referencedPointer(document, current, reference);
  }
}

/** The pointer that a `$ref` leads to. Throws if it leaves the document or nothing is there. */
export function referencedPointer(document: JsonObject, from: string, reference: string): string {
  if (!reference.startsWith("#/")) {
    throw new Error(`${from}: $ref ${reference} leaves the document. Bundle it first, with "redocly bundle".`);
  }
  const pointer = decodeURIComponent(reference);
  if (valueAt(document, pointer) === undefined) throw new Error(`${from}: $ref ${reference} leads nowhere.`);
  return pointer;
}

/** The object below another one, with every `$ref` followed. */
export function child(document: JsonObject, parent: Located, ...segments: string[]): Located | undefined {
  return locate(document, joinPointer(parent.pointer, ...segments));
}

/** The entries of a map or list below an object, with every `$ref` followed; empty if it is absent. */
export function children(document: JsonObject, parent: Located, segment: string): [name: string, Located][] {
  const collection = parent.value[segment];
  const names = isObject(collection) || isArray(collection) ? Object.keys(collection) : [];
  return names.flatMap((name) => {
    const found = child(document, parent, segment, name);
    return found ? [[name, found] satisfies [string, Located]] : [];
  });
}

export function valueAt(document: JsonObject, pointer: string): unknown {
  let value: unknown = document;
  for (const segment of pointerSegments(pointer)) {
    if (isArray(value)) value = value[Number(segment)];
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}
