import type { Content } from "../openapi/content.ts";
import { isForm, isJson, matchesMediaType, mediaTypeParameterProblem, parseMediaType } from "../openapi/media-type.ts";
import type { Operation } from "../openapi/operation.ts";
import { decodeUtf8, type ReadBody, readForm } from "./read-form.ts";
import type { SchemaSet } from "./schemas.ts";
import type { Finding } from "./violation.ts";

/** Reads a request body as the operation documents it, and finds what is wrong with its type, encoding and fields. */
export async function readRequestBody(
  schemas: SchemaSet,
  operation: Operation,
  headers: Headers,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadBody> {
  const { body } = operation;
  const problem = (field: string, message: string, specLocation: string): ReadBody => ({
    value: undefined,
    findings: [{ field, message, specLocation }],
  });
  if (bytes.length === 0) {
    return body?.required
      ? problem("body", "is missing; it is required", body.pointer)
      : { value: undefined, findings: [] };
  }
  if (!body) return problem("body", "is not in the spec; this operation takes no body", operation.pointer);

  const documented = body.contents.map((content) => content.mediaType).join(" or ");
  const contentType = headers.get("content-type");
  const sent = parseMediaType(contentType);
  if (!sent) return problem("header/content-type", `is missing or malformed; must be ${documented}`, body.pointer);
  const content = findContent(body.contents, sent.essence);
  if (!content) return problem("header/content-type", `is another type; must be ${documented}`, body.pointer);
  const parameterProblem = mediaTypeParameterProblem(sent);
  if (parameterProblem !== undefined) return problem("header/content-type", parameterProblem, content.pointer);

  const read = isForm(sent.essence)
    ? await readForm(schemas, content, bytes, contentType ?? "")
    : readText(content, sent.essence, bytes);
  if (read.value === undefined || content.schemaPointer === undefined) return read;
  return { ...read, findings: [...read.findings, ...schemas.check(content.schemaPointer, read.value, "body")] };
}

/** Checks an answer's body against the documented contents of its status. */
export function checkResponseBody(
  schemas: SchemaSet,
  contents: readonly Content[],
  pointer: string,
  contentType: string | null,
  bytes: Uint8Array,
): Finding[] {
  if (contents.length === 0) {
    return bytes.length === 0
      ? []
      : [{ field: "response/body", message: "is not in the spec; must be empty", specLocation: pointer }];
  }
  const essence = parseMediaType(contentType)?.essence ?? "";
  const content = findContent(contents, essence);
  if (!content) {
    const documented = contents.map((each) => each.mediaType).join(" or ");
    return [
      {
        field: "response/header/content-type",
        message: `is missing or another type; must be ${documented}`,
        specLocation: pointer,
      },
    ];
  }
  const { value, findings } = readText(content, essence, bytes);
  const prefixed = findings.map((finding) => ({ ...finding, field: `response/${finding.field}` }));
  if (value === undefined || content.schemaPointer === undefined) return prefixed;
  return [...prefixed, ...schemas.check(content.schemaPointer, value, "response/body")];
}

function findContent(contents: readonly Content[], essence: string): Content | undefined {
  return (
    contents.find((content) => content.mediaType === essence) ??
    contents.find((content) => matchesMediaType(content.mediaType, essence))
  );
}

function readText(content: Content, essence: string, bytes: Uint8Array): ReadBody {
  const problem = (message: string): ReadBody => ({
    value: undefined,
    findings: [{ field: "body", message, specLocation: content.pointer }],
  });
  const text = decodeUtf8(bytes);
  if (text === undefined) return problem("is not UTF-8");
  if (!isJson(essence)) return { value: text, findings: [] };
  try {
    return { value: JSON.parse(text), findings: [] };
  } catch {
    return problem("is malformed JSON");
  }
}
