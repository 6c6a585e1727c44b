import type { Operation, Parameter } from "../openapi/operation.ts";
import { isStrayWord, itemPointers, readText, typesOf } from "../openapi/schema.ts";
import { describeKey } from "./masked-description.ts";
import type { SchemaSet } from "./schemas.ts";
import type { Finding } from "./violation.ts";

interface SentParameters {
  readonly url: URL;
  readonly headers: Headers;
  /** As written in the URL, still percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** Checks path, query and header parameters. A query key that is not declared is a violation. */
export function checkParameters(schemas: SchemaSet, operation: Operation, sent: SentParameters): Finding[] {
  return [
    ...operation.parameters.flatMap((parameter) => checkParameter(schemas, parameter, sent)),
    // The URL of a webhook belongs to the user, who may have added query keys.
    ...(operation.kind === "request" ? checkQueryKeys(operation, sent.url) : []),
  ];
}

function checkParameter(schemas: SchemaSet, parameter: Parameter, sent: SentParameters): Finding[] {
  const field = `${parameter.in}/${parameter.name}`;
  const finding = (message: string): Finding[] => [{ field, message, specLocation: parameter.pointer }];
  const texts = textsOf(parameter, sent);
  if (texts === undefined) return finding("is not valid percent-encoding; must be encoded with encodeURIComponent");
  if (texts.length === 0) return parameter.required ? finding("is missing; it is required") : [];

  const { document } = schemas;
  const pointers = [parameter.schemaPointer];
  const isList = typesOf(document, pointers).has("array");
  if (texts.length > 1 && !(isList && parameter.explode)) {
    return finding(`is sent ${texts.length} times; must be sent once`);
  }
  if (texts.some(isStrayWord)) return finding("is a stray undefined, null, NaN or object turned into text");

  const items = itemPointers(document, pointers);
  const list = parameter.explode ? texts : (texts[0] ?? "").split(",");
  const value = isList
    ? list.map((text) => readText(document, text, items))
    : readText(document, texts[0] ?? "", pointers);
  return schemas.check(parameter.schemaPointer, value, field);
}

/** The texts sent for a parameter; `undefined` if they cannot be decoded. */
function textsOf(parameter: Parameter, sent: SentParameters): string[] | undefined {
  if (parameter.in === "query") return sent.url.searchParams.getAll(parameter.name);
  const text = parameter.in === "header" ? sent.headers.get(parameter.name) : sent.path[parameter.name];
  if (text === null || text === undefined) return [];
  if (parameter.in === "header") return [text];
  try {
    return [decodeURIComponent(text)];
  } catch {
    return undefined;
  }
}

function checkQueryKeys(operation: Operation, url: URL): Finding[] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === "query");
  const credentials = operation.security.alternatives.flat().filter((credential) => credential.in === "query");
  const declared = new Set([...parameters, ...credentials].map(({ name }) => name));
  const documented = declared.size > 0 ? `documented: ${[...declared].join(", ")}` : "no query key is documented";
  const findings = [...new Set(url.searchParams.keys())]
    .filter((key) => !declared.has(key))
    .map((key) => ({
      field: `query/${describeKey(key)}`,
      message: `is not in the spec; ${documented}`,
      specLocation: operation.pointer,
    }));
  // Prism crashes on a stray percent sign, and every parser decodes it differently.
  return /%(?![0-9a-f]{2})/i.test(url.search)
    ? [...findings, { field: "query", message: "is not valid percent-encoding", specLocation: operation.pointer }]
    : findings;
}
