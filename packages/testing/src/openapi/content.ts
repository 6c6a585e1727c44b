import { child, children, isObject, type JsonObject, joinPointer, type Located } from "./json-pointer.ts";

/** A named example of a body or parameter. */
export interface Example {
  readonly name: string;
  readonly value: unknown;
}

/** A body in one media type: its schema, encodings and examples. */
export interface Content {
  readonly mediaType: string;
  readonly pointer: string;
  readonly schemaPointer: string | undefined;
  /** Media types of multipart fields, from `encoding`. */
  readonly fieldMediaTypes: ReadonlyMap<string, string>;
  readonly examples: readonly Example[];
}

/** The contents of a request body or response, one for each media type. */
export function readContents(document: JsonObject, owner: Located): Content[] {
  return children(document, owner, "content").map(([mediaType, content]) => ({
    mediaType,
    pointer: content.pointer,
    schemaPointer: "schema" in content.value ? joinPointer(content.pointer, "schema") : undefined,
    fieldMediaTypes: new Map(
      children(document, content, "encoding").flatMap(([field, encoding]) =>
        typeof encoding.value.contentType === "string" ? [[field, encoding.value.contentType]] : [],
      ),
    ),
    examples: readExamples(document, content),
  }));
}

/** The examples of a body, parameter or header. A single `example` gets the name "example". */
export function readExamples(document: JsonObject, owner: Located): Example[] {
  if ("example" in owner.value) return [{ name: "example", value: owner.value.example }];
  const named = children(document, owner, "examples");
  if (named.length > 0) return named.map(([name, example]) => ({ name, value: example.value.value }));
  const schema = child(document, owner, "schema")?.value;
  if (!isObject(schema)) return [];
  if ("example" in schema) return [{ name: "example", value: schema.example }];
  return Array.isArray(schema.examples) && schema.examples.length > 0
    ? [{ name: "example", value: schema.examples[0] }]
    : [];
}
