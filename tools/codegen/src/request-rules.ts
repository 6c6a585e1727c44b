import type { JsonSchema, OpenApiDocument } from "./openapi-document.ts";

// What findProblem in @polysms/core enforces. A keyword that it does not know must not be lost on the way to the client.
const ENFORCED = new Set([
  "type",
  "const",
  "enum",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "items",
  "properties",
  "required",
  "additionalProperties",
  "dependentRequired",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
]);
// Formats that findProblem checks. Others, such as `password`, are notes for readers.
const FORMATS = new Set(["binary", "date", "uri"]);
const ANNOTATIONS = new Set([
  "$ref",
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "contentMediaType",
  "format",
]);

/** The rules of a request body, self-contained and without prose, as the operation table carries them. */
export function requestRules(document: OpenApiDocument, schema: JsonSchema, where: string): JsonSchema {
  const { $ref, ...own } = schema;
  const rules: Record<string, unknown> =
    $ref === undefined ? {} : { ...requestRules(document, target(document, $ref), $ref) };
  for (const [keyword, value] of Object.entries(own)) {
    if (ENFORCED.has(keyword)) rules[keyword] = rulesOf(document, keyword, value, `${where}/${keyword}`);
    else if (keyword === "examples" && "pattern" in own) rules.example = (value as unknown[])[0];
    else if (keyword === "format" && FORMATS.has(String(value))) rules.format = value;
    else if (!ANNOTATIONS.has(keyword) && !keyword.startsWith("x-")) {
      throw new Error(
        `${where}: the client cannot enforce "${keyword}"; write the rule another way, or add the keyword to findProblem in @polysms/core.`,
      );
    }
  }
  return rules;
}

function rulesOf(document: OpenApiDocument, keyword: string, value: unknown, where: string): unknown {
  const inner = (one: unknown, at: string) => requestRules(document, one as JsonSchema, at);
  if (["items", "not", "if", "then"].includes(keyword)) return inner(value, where);
  if (keyword === "anyOf" || keyword === "oneOf")
    return (value as unknown[]).map((one, i) => inner(one, `${where}/${i}`));
  if (keyword === "additionalProperties" && typeof value !== "boolean") {
    throw new Error(`${where}: requests are strict; additionalProperties is true or false.`);
  }
  if (keyword !== "properties") return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, one]) => [name, inner(one, `${where}/${name}`)]),
  );
}

/** The schema that a local reference points to. */
export function target(document: OpenApiDocument, reference: string): JsonSchema {
  const name = reference.replace("#/components/schemas/", "");
  const schema = document.components?.schemas?.[name];
  if (schema === undefined) throw new Error(`${reference} does not exist.`);
  return schema;
}
