import { readFileSync } from "node:fs";
import { createValidator, type JsonObject, listAnswers } from "@polysms/testing";
import { parse } from "yaml";

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The parts of the bundled document that the tests read. */
interface SpecDocument extends JsonObject {
  readonly servers: readonly { readonly url: string }[];
  readonly webhooks?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, JsonObject>>;
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

/** Every documented answer of sendMessage: status and example. */
export const answers = referee.operations
  .flatMap(listAnswers)
  .map((answer) => ({ ...answer, key: `${answer.code} ${answer.example}` }));

/** How many violations the referee finds in an answer to sendMessage. */
export async function violationsIn(response: Response): Promise<number> {
  return (await referee.checkResponse("sendMessage", response)).length;
}
