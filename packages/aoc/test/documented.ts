import { readFileSync } from "node:fs";
import { createValidator, type JsonObject, listAnswers } from "@polysms/testing";
import { parse } from "yaml";

interface Operation {
  readonly operationId: string;
  readonly "x-evidence"?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The parts of the bundled document that the tests read. */
interface SpecDocument extends JsonObject {
  readonly servers: readonly { readonly url: string; readonly "x-evidence"?: string }[];
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, JsonObject>>;
    readonly schemas: Readonly<Record<string, JsonObject>>;
    readonly responses: Readonly<Record<string, JsonObject>>;
    readonly examples: Readonly<Record<string, { readonly value: JsonObject; readonly "x-evidence"?: string }>>;
  };
}

export const specText = readFileSync(new URL("../src/generated/openapi.yaml", import.meta.url), "utf8");
export const spec: SpecDocument = parse(specText);
export const referee = createValidator(spec);

/** The value of a named example of the document. */
export function exampleOf(name: string): JsonObject {
  const example = spec.components.examples[name];
  if (example === undefined) throw new Error(`The document has no example ${name}.`);
  return example.value;
}

/** Every documented answer of an operation: status or range, and example. */
export function answersOf(operationId: string) {
  return referee.operations
    .filter((operation) => operation.operationId === operationId)
    .flatMap(listAnswers)
    .map((answer) => ({ ...answer, key: `${answer.code} ${answer.example}` }));
}
