import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isArray, isObject, type JsonObject, joinPointer, pointerSegments, valueAt } from "../openapi/json-pointer.ts";
import { toFindings } from "./schema-findings.ts";
import type { Finding } from "./violation.ts";

/**
 * The compiled schemas of a document. Prism stops checking, without a word, if it cannot compile a schema; this throws.
 */
export interface SchemaSet {
  readonly document: JsonObject;
  /** Compiles the schema at a JSON pointer, so that its mistakes show before the first request. Throws if it cannot. */
  compile(pointer: string): void;
  /** What is wrong with a value. `field` is the name under which it is reported, such as `body`. */
  check(pointer: string, value: unknown, field: string): Finding[];
}

const dialect = "https://json-schema.org/draft/2020-12/schema";
const documentId = "spec:document";

export function createSchemaSet(document: JsonObject): SchemaSet {
  // Under any other dialect, including the one that OpenAPI 3.1 assumes, Prism accepts every body.
  if (document.jsonSchemaDialect !== dialect) throw new Error(`jsonSchemaDialect must be ${dialect}.`);

  const ajv = new Ajv2020({
    allErrors: true,
    // Puts the schema object into each error, which leads to the place in the document.
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    allowUnionTypes: true,
    logger: false,
  });
  addFormats.default(ajv);
  ajv.addVocabulary(["example", "xml", "externalDocs", "discriminator", ...extensionNames(document)]);
  // Ajv reads the root of a pointer as a schema too, so the sections that contain schemas have to be keywords.
  const sections = ["components", "paths", "webhooks"];
  ajv.addVocabulary(sections);
  ajv.addSchema(Object.fromEntries(sections.map((section) => [section, document[section] ?? {}])), documentId);

  const places = new Map<unknown, string>();
  const validators = new Map<string, ValidateFunction>();

  function compile(pointer: string): ValidateFunction {
    const known = validators.get(pointer);
    if (known) return known;
    try {
      const schema = valueAt(document, pointer);
      if (!isObject(schema) && typeof schema !== "boolean") throw new Error("there is no schema here");
      // Adding the document only checked it as a whole, and it is not a schema.
      ajv.validateSchema(schema, true);
      recordPlaces(schema, pointer, places);
      const fragment = pointerSegments(pointer).map((segment) =>
        encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1")),
      );
      const validator = ajv.compile({ $ref: `${documentId}#/${fragment.join("/")}` });
      validators.set(pointer, validator);
      return validator;
    } catch (error) {
      throw new Error(`${pointer}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }

  for (const name of Object.keys(componentSchemas(document))) compile(joinPointer("#/components/schemas", name));

  return {
    document,
    compile,
    check(pointer, value, field) {
      const validator = compile(pointer);
      return validator(value) ? [] : toFindings(validator.errors ?? [], field, places);
    },
  };
}

function componentSchemas(document: JsonObject): JsonObject {
  const schemas = valueAt(document, "#/components/schemas");
  return isObject(schemas) ? schemas : {};
}

function recordPlaces(value: unknown, pointer: string, places: Map<unknown, string>): void {
  if (!isObject(value) && !isArray(value)) return;
  if (isObject(value)) {
    if ("$schema" in value && value.$schema !== dialect) throw new Error(`${pointer}: $schema must be ${dialect}.`);
    if (!places.has(value)) places.set(value, pointer);
  }
  for (const [key, item] of Object.entries(value)) recordPlaces(item, joinPointer(pointer, key), places);
}

function extensionNames(document: JsonObject): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (!isObject(value) && !isArray(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (isObject(value) && /^x-[\w-]+$/.test(key)) names.add(key);
      visit(item);
    }
  };
  visit(document);
  return [...names];
}
