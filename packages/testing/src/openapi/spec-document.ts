import { suggest } from "@polysms/core";
import { type Answer, listAnswers } from "./answers.ts";
import { loadSpec, type SpecSource } from "./document.ts";
import { isObject, type JsonObject, locate, referencedPointer } from "./json-pointer.ts";
import { findOperation, type Operation, readOperations } from "./operation.ts";

/** A bundled OpenAPI document, for the tests of a client. */
export interface SpecDocument {
  readonly document: JsonObject;
  /** Calls and webhooks, in the order of the document. */
  readonly operations: readonly Operation[];
  /**
   * The value of an example in `components/examples`. You choose its type, which is not checked. Throws if there is no
   * such example, and suggests a name.
   */
  exampleOf<Value = JsonObject>(name: string): Value;
  /** The documented answers of an operation, one for each status and example. Throws if there is no such operation. */
  answersOf(operationId: string): readonly Answer[];
  /** The value at a path of keys, with every `$ref` on the way followed. Throws if there is nothing. */
  at(...keys: readonly string[]): unknown;
  /** The object at a path of keys, with every `$ref` on the way followed. Throws if there is none. */
  objectAt(...keys: readonly string[]): JsonObject;
}

/**
 * Reads a bundled OpenAPI document for the tests of a client, so that they can use its examples and answers instead of
 * copies. Throws if there is no such document, or if it uses something that the kit does not understand.
 */
export function documentOf(spec: SpecSource): SpecDocument {
  const document = loadSpec(spec);
  const operations = readOperations(document);

  function at(...keys: readonly string[]): unknown {
    return keys.reduce<unknown>((parent, key) => {
      const value = isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
      if (value === undefined) throw new Error(`The document has nothing at ${keys.join(" → ")}.`);
      return followed(document, value);
    }, document);
  }

  function objectAt(...keys: readonly string[]): JsonObject {
    const value = at(...keys);
    if (isObject(value)) return value;
    throw new Error(`The document has no object at ${keys.join(" → ")}.`);
  }

  return {
    document,
    operations,
    exampleOf<Value>(name: string): Value {
      const { examples } = isObject(document.components) ? document.components : {};
      const names = isObject(examples) ? Object.keys(examples) : [];
      if (names.includes(name)) return at("components", "examples", name, "value") as Value;
      throw new Error(`There is no example "${name}" in components/examples; ${suggest(name, names)}`);
    },
    answersOf: (operationId) => listAnswers(findOperation(operations, operationId)),
    at,
    objectAt,
  };
}

/** What a `$ref` leads to, together with the fields written next to the `$ref`, such as a description. */
function followed(document: JsonObject, value: unknown): unknown {
  if (!isObject(value) || typeof value.$ref !== "string") return value;
  const { $ref, ...beside } = value;
  return { ...locate(document, referencedPointer(document, "#", $ref))?.value, ...beside };
}
