import { invalidInput, suggest } from "@polysms/core";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import { isObject, type JsonObject } from "../openapi/json-pointer.ts";
import { findWebhook } from "../openapi/operation.ts";
import { type RequestCase, requestCases } from "../openapi/request-case.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import { fieldsOf } from "../openapi/schema.ts";
import { createValidator, type SpecValidator } from "../validator/validator.ts";
import { formatViolations } from "../validator/violation.ts";

/** Options of `webhookRequest`. */
export interface WebhookRequestOptions {
  /** Where it is posted: what `sms.webhooks.url(…)` returns, or an address of yours. */
  readonly url: string;
  /** Name of a documented example. Default: the first one. */
  readonly example?: string | undefined;
  /** Fields that replace those of the example, by the provider's own names. `undefined` removes a field. */
  readonly fields?: JsonObject | undefined;
  /** One of the documented media types. Default: the first one. */
  readonly mediaType?: string | undefined;
}

/**
 * Makes a webhook request as the provider would: a documented example, with fields of your own. Rejects, naming the
 * field, if the provider's document does not allow such a request. Rejects, listing what there is, if the document has
 * no such webhook, example or field.
 */
export async function webhookRequest(
  spec: SpecSource,
  webhook: string,
  { url, example, fields = {}, mediaType }: WebhookRequestOptions,
): Promise<Request> {
  const { validator, cases } = readSpec(spec);
  const { document, operations } = validator;
  const { operationId } = findWebhook(operations, webhook);
  const documented = cases.filter(({ operation }) => operation.operationId === operationId);
  const chosen = choose(documented, example, mediaType);
  const { content, body } = chosen;
  const known = [...fieldsOf(document, content?.schemaPointer ?? "").keys()];
  const unknownField = Object.keys(fields).find((name) => !known.includes(name));
  if (unknownField !== undefined) {
    const hint = `Its fields are ${known.join(", ")}.`;
    const problem = `is not a field of ${operationId}; ${suggest(unknownField, known)}`;
    throw invalidInput(`fields.${unknownField}`, problem, { hint });
  }
  const merged = { ...(isObject(body) ? body : {}), ...fields };
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  const draft = draftRequest(document, { ...chosen, body: kept });
  const request = toRequest({ ...draft, path: "" }, url);
  const { violations } = await validator.checkWebhook(webhook, request);
  if (violations.length === 0) return request;
  throw new Error(`The provider would not make this request:\n${formatViolations(violations)}`);
}

function choose(cases: readonly RequestCase[], example: string | undefined, mediaType: string | undefined) {
  const fitting = cases.filter(
    ({ name, content }) =>
      (example === undefined || name === example) && (mediaType === undefined || content?.mediaType === mediaType),
  );
  const [first] = fitting;
  if (first !== undefined) return first;
  const known = cases.map(({ name, content }) => `${name} (${content?.mediaType})`).join(", ");
  const wanted = [example, mediaType].filter((each) => each !== undefined).join(" in ");
  throw new Error(`${cases[0]?.operation.operationId} documents no example ${wanted}. It has ${known}.`);
}

interface CachedSpec {
  readonly validator: SpecValidator;
  readonly cases: readonly RequestCase[];
}

// A test makes many requests from one document.
const cache = new Map<string, CachedSpec>();

function readSpec(spec: SpecSource): CachedSpec {
  const key = typeof spec === "string" || spec instanceof URL ? `${process.cwd()} ${spec}` : undefined;
  const cached = key === undefined ? undefined : cache.get(key);
  if (cached !== undefined) return cached;
  const document = loadSpec(spec);
  const read = { validator: createValidator(document), cases: requestCases(document) };
  if (key !== undefined) cache.set(key, read);
  return read;
}
