import { isArray, isObject } from "../../openapi/json-pointer.ts";
import { isForm, isJson } from "../../openapi/media-type.ts";
import type { RequestCase } from "../../openapi/request-case.ts";
import { draftBody, draftRequest, type RequestDraft } from "../../openapi/request-draft.ts";
import type { SchemaSet } from "../../validator/schemas.ts";
import { badValues } from "./bad-values.ts";
import { mutateCall } from "./call.ts";
import { mutateForm } from "./form.ts";
import type { Mutation } from "./mutation.ts";
import { replaceAt, visitFields } from "./visit-fields.ts";

/** Every way in which the kit can spoil a documented request. Each result must be rejected. */
export function mutateRequest(schemas: SchemaSet, requestCase: RequestCase, servers: readonly string[]): Mutation[] {
  const draft = draftRequest(schemas.document, requestCase);
  return [...mutateCall(schemas, requestCase, draft, servers), ...mutatePayload(schemas, requestCase, draft)];
}

/** The ways to spoil only the body, which is all that a webhook has. */
export function mutatePayload(schemas: SchemaSet, requestCase: RequestCase, draft: RequestDraft): Mutation[] {
  const { content, operation } = requestCase;
  if (!content || draft.body === undefined) {
    const takesNone = operation.body === undefined && !["GET", "HEAD"].includes(operation.method);
    const body = { mediaType: "application/json", body: "{}" };
    return takesNone ? [{ title: "a body where none is documented", field: "body", draft: { ...draft, ...body } }] : [];
  }
  const mutations: Mutation[] = [
    {
      title: "another content type",
      field: "header/content-type",
      draft: { ...draft, mediaType: "text/x-contract", body: typeof draft.body === "string" ? draft.body : "contract" },
    },
  ];
  if (operation.body?.required) {
    mutations.push({ title: "a missing body", field: "body", draft: { ...draft, body: undefined } });
  }
  if (isJson(content.mediaType) && typeof draft.body === "string") {
    mutations.push(
      { title: "malformed JSON", field: "body", draft: { ...draft, body: `${draft.body}}` } },
      {
        title: "a charset other than UTF-8",
        field: "header/content-type",
        draft: { ...draft, mediaType: `${content.mediaType}; charset=iso-8859-1` },
      },
    );
  }
  if (isForm(content.mediaType)) mutations.push(...mutateForm(schemas, content, draft));
  return [...mutations, ...mutateFields(schemas, requestCase, draft)];
}

function mutateFields(schemas: SchemaSet, requestCase: RequestCase, draft: RequestDraft): Mutation[] {
  const { content, body } = requestCase;
  const pointer = content?.schemaPointer;
  if (!content || pointer === undefined) return [];
  const asText = isForm(content.mediaType);

  // Only a certain fault must be rejected. For any other, such as a field that is required under a condition, or one in
  // one of several alternatives, ask the schema first.
  const spoiled = (certain: boolean, title: string, path: readonly string[], value: unknown): Mutation[] => {
    const changed = replaceAt(body, path, value);
    const field = ["body", ...path].join("/");
    if (!certain && !schemas.check(pointer, changed, "body").some((finding) => finding.field === field)) return [];
    const changedBody = draftBody(schemas.document, requestCase, changed);
    return [{ title: title.replace("%", field), field, draft: { ...draft, body: changedBody } }];
  };

  return visitFields(schemas, pointer, body).flatMap((visit) => {
    const { path, value, facets, required, uncertain } = visit;
    const closed = facets.some(
      ({ schema }) => schema.additionalProperties === false || schema.unevaluatedProperties === false,
    );
    // A form leaves out an empty list, and the content of a file has no schema to break.
    const isBinary = facets.some(({ schema }) => schema.format === "binary");
    const values = facets
      .flatMap(({ schema }) => (isBinary ? [] : badValues(schema, value, asText)))
      .filter(
        (bad) => !asText || (path.length > 0 && !isArray(bad.value)) || (isArray(bad.value) && bad.value.length > 0),
      );
    return [
      ...(closed && isObject(value) && (!asText || path.length === 0)
        ? spoiled(!uncertain, "an unknown field %", [...path, "contract_unknown"], "contract")
        : []),
      ...(required !== undefined ? spoiled(required && !uncertain, "a body without %", path, undefined) : []),
      ...values.flatMap((bad) => spoiled(!uncertain, `a % ${bad.fault}`, path, bad.value)),
    ];
  });
}
