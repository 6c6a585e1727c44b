import { isArray, isObject, type JsonObject } from "./json-pointer.ts";
import { isForm, isJson } from "./media-type.ts";
import type { RequestCase } from "./request-case.ts";
import { fieldsOf, isFile, itemPointers, typesOf } from "./schema.ts";
import { exampleCredential } from "./security.ts";

/** A request in parts, so that a test can spoil one of them. */
export interface RequestDraft {
  readonly method: string;
  readonly server: string;
  readonly path: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as Content-Type. For multipart, `fetch` adds the boundary. */
  readonly mediaType: string | undefined;
  readonly body: string | readonly FormField[] | undefined;
}

/** One field of a form. */
export type FormField = readonly [key: string, value: string | File];

/** Drafts a documented request: form fields and files from the example, and credentials that are not real. */
export function draftRequest(document: JsonObject, requestCase: RequestCase): RequestDraft {
  const { operation, server, content, body, parameters } = requestCase;
  const credentials = operation.security.alternatives[0] ?? [];
  const credentialsIn = (place: "header" | "query") =>
    credentials.filter((each) => each.in === place).map((each) => [each.name, exampleCredential(each)] as const);
  return {
    method: operation.method,
    server,
    path: operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
      encodeURIComponent(textOf(parameters.path[name])),
    ),
    query: [
      ...operation.parameters
        .filter(({ in: place, name }) => place === "query" && name in parameters.query)
        .flatMap(({ name, explode }) => {
          const value = parameters.query[name];
          const texts = isArray(value) && explode ? value.map(textOf) : [textOf(value)];
          return texts.map((text) => [name, text] as const);
        }),
      ...credentialsIn("query"),
    ],
    headers: {
      ...Object.fromEntries(Object.entries(parameters.header).map(([name, value]) => [name, textOf(value)])),
      ...Object.fromEntries(credentialsIn("header")),
    },
    mediaType: content?.mediaType,
    body: content === undefined ? undefined : draftBody(document, requestCase, body),
  };
}

/** The body as it is sent: text, or the fields of a form. */
export function draftBody(document: JsonObject, { content }: RequestCase, body: unknown): RequestDraft["body"] {
  const { mediaType = "", schemaPointer } = content ?? {};
  if (isJson(mediaType)) return JSON.stringify(body);
  if (!isForm(mediaType) || !isObject(body)) return textOf(body);
  const fields = schemaPointer === undefined ? new Map<string, string[]>() : fieldsOf(document, schemaPointer);
  return Object.entries(body).flatMap(([key, value]) => {
    const pointers = fields.get(key) ?? [];
    const isList = typesOf(document, pointers).has("array");
    const file = isFile(document, isList ? itemPointers(document, pointers) : pointers);
    const values = isList && isArray(value) ? value : [value];
    return values.map((each): FormField => {
      return [key, file ? exampleFile(key, textOf(each), content?.fieldMediaTypes.get(key)) : textOf(each)];
    });
  });
}

/** A file with a plain name and the first documented media type. */
export function exampleFile(field: string, text: string, mediaTypes: string | undefined): File {
  const type = mediaTypes?.split(",")[0]?.trim() ?? "application/octet-stream";
  const extension = /[a-z0-9]+$/.exec(type)?.[0] ?? "bin";
  return new File([text], `${field.replaceAll(/\W/g, "")}.${extension}`, { type: type.replace("*", "plain") });
}

/** Makes the request, with this base URL instead of its server's. */
export function toRequest(draft: RequestDraft, baseUrl: string): Request {
  const query = new URLSearchParams(draft.query.map(([key, value]) => [key, value]));
  const url = baseUrl + draft.path + (draft.query.length > 0 ? `?${query}` : "");
  const headers = new Headers(draft.headers);
  const multipart = draft.mediaType === "multipart/form-data" && typeof draft.body !== "string";
  if (draft.body !== undefined && draft.mediaType !== undefined && !multipart) {
    headers.set("content-type", draft.mediaType);
  }
  if (draft.body === undefined) return new Request(url, { method: draft.method, headers });
  return new Request(url, { method: draft.method, headers, body: toBody(draft.body, multipart) });
}

function toBody(body: string | readonly FormField[], multipart: boolean): string | FormData {
  if (typeof body === "string") return body;
  if (!multipart) {
    const texts = body.map(([key, value]) => [key, typeof value === "string" ? value : value.name]);
    return new URLSearchParams(texts).toString();
  }
  const form = new FormData();
  for (const [key, value] of body) form.append(key, value);
  return form;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isArray(value) ? value.map(textOf).join(",") : isObject(value) ? JSON.stringify(value) : String(value);
}
