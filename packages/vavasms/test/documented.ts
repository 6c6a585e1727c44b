import { readFileSync } from "node:fs";
import { createValidator, type JsonObject, listAnswers } from "@polysms/testing";
import { parse } from "yaml";

interface Schema {
  readonly type?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly maxLength?: number;
  readonly pattern?: string;
}

interface Operation {
  readonly operationId: string;
  readonly "x-evidence"?: string;
  readonly "x-error-codes"?: readonly { readonly code: number; readonly name: string }[];
}

/** The parts of the bundled document that the tests read. */
interface SpecDocument extends JsonObject {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly examples: Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>> }>>;
  };
}

export const specText = readFileSync(new URL("../src/generated/openapi.yaml", import.meta.url), "utf8");
export const spec: SpecDocument = parse(specText);
export const referee = createValidator(spec);

/** The value of a named example of the document. */
export function exampleOf(name: string): Readonly<Record<string, unknown>> {
  const example = spec.components.examples[name];
  if (example === undefined) throw new Error(`The document has no example ${name}.`);
  return example.value;
}

/** Every documented answer of an operation: status or range, and example. */
export function answersOf(operationId: string) {
  const operation = referee.operations.find((each) => each.operationId === operationId);
  if (operation === undefined) throw new Error(`The document has no operation ${operationId}.`);
  return listAnswers(operation);
}

/** The codes that an operation documents for its failures. */
export function errorCodesOf(path: string): number[] {
  return (spec.paths[path]?.post["x-error-codes"] ?? []).map(({ code }) => code);
}
