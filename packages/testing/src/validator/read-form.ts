import type { Content } from "../openapi/content.ts";
import { matchesMediaType, parseMediaType } from "../openapi/media-type.ts";
import { fieldsOf, isFile, isStrayWord, itemPointers, readText, typesOf } from "../openapi/schema.ts";
import { describeKey } from "./masked-description.ts";
import type { SchemaSet } from "./schemas.ts";
import type { Finding } from "./violation.ts";

export interface ReadBody {
  /** The body as the schema sees it; `undefined` if it could not be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/** Reads a form or multipart body into an object whose values have the documented types. Files become their text. */
export async function readForm(
  schemas: SchemaSet,
  content: Content,
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<ReadBody> {
  const problem = (message: string): ReadBody => ({
    value: undefined,
    findings: [{ field: "body", message, specLocation: content.pointer }],
  });
  if (content.mediaType === "application/x-www-form-urlencoded") {
    const text = decodeUtf8(bytes);
    if (text === undefined || /%(?![0-9a-f]{2})/i.test(text)) return problem("is not valid UTF-8 or percent-encoding");
  }
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    return problem(`cannot be read; must be ${content.mediaType}`);
  }

  const { document } = schemas;
  const fields = content.schemaPointer === undefined ? new Map() : fieldsOf(document, content.schemaPointer);
  const findings: Finding[] = [];
  const value: Record<string, unknown> = {};
  for (const key of new Set(form.keys())) {
    const pointers: readonly string[] = fields.get(key) ?? [];
    const report = (message: string) =>
      findings.push({ field: `body/${describeKey(key)}`, message, specLocation: pointers[0] ?? content.pointer });
    const entries = form.getAll(key);
    const isList = typesOf(document, pointers).has("array");
    const items = isList ? itemPointers(document, pointers) : pointers;
    if (entries.length > 1 && !isList) report(`is sent ${entries.length} times; must be sent once`);
    const values = await Promise.all(
      entries.map(async (entry) => {
        const message = entryProblem(entry, isFile(document, items), content.fieldMediaTypes.get(key));
        if (message !== undefined) report(message);
        return typeof entry === "string" ? readText(document, entry, items) : await entry.text();
      }),
    );
    // defineProperty, because a key may be called __proto__.
    Object.defineProperty(value, key, { value: isList ? values : values[0], enumerable: true });
  }
  return { value, findings };
}

function entryProblem(entry: FormDataEntryValue, file: boolean, mediaTypes: string | undefined): string | undefined {
  if (typeof entry === "string") {
    if (file) return "is text; must be a file";
    return isStrayWord(entry) ? "is a stray undefined, null, NaN or object turned into text" : undefined;
  }
  if (!file) return "is a file; must be text";
  if (entry.name === "") return "has no file name; a file must have one";
  // Legal in a quoted name, but some multipart parsers break on them, including Prism's.
  if (/[;="\r\n]/.test(entry.name)) return "has a file name with a semicolon, an equals sign or a quote";
  const sent = parseMediaType(entry.type)?.essence ?? "";
  return mediaTypes !== undefined && !matchesMediaType(mediaTypes, sent)
    ? `is a file of another type; must be ${mediaTypes}`
    : undefined;
}

/** The text of UTF-8 bytes; `undefined` if they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
