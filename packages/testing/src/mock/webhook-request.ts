import { invalidInput, suggest } from "@polysms/core";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import type { JsonObject } from "../openapi/json-pointer.ts";
import { isObject } from "../openapi/json-pointer.ts";
import { type RequestCase, requestCases } from "../openapi/request-case.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import { fieldsOf } from "../openapi/schema.ts";
import { createValidator, findWebhook, type SpecValidator } from "../validator/validator.ts";
import { formatViolations } from "../validator/violation.ts";

export interface WebhookRequestOptions {
  /** Where it is posted: what `sms.webhooks.url(…)` gives, or an address of yours. */
  readonly url: string;
  /** Name of a documented example; the first one unless told. */
  readonly example?: string | undefined;
  /** What is other than in the example, by the provider's own field names; `undefined` takes a field out. */
  readonly fields?: JsonObject | undefined;
  /** A documented media type, where there are several; the first one unless told. */
  readonly mediaType?: string | undefined;
}

/**
 * A call as the provider would make it: a documented example of the webhook, with fields of your own. Rejects, naming
 * the field, when the provider's document does not allow such a call, and listing what there is when it has no such
 * webhook, example or field.
 */
export async function webhookRequest(
  spec: SpecSource,
  webhook: string,
  { url, example, fields = {}, mediaType }: WebhookRequestOptions,
): Promise<Request> {
  const { referee, cases } = read(spec);
  const { operationId } = findWebhook(referee.operations, webhook);
  const documented = cases.filter(({ operation }) => operation.operationId === operationId);
  const chosen = choose(documented, example, mediaType);
  const { content, body } = chosen;
  const known = [...fieldsOf(referee.document, content?.schemaPointer ?? "").keys()];
  const stranger = Object.keys(fields).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const hint = `Documented are ${known.join(", ")}.`;
    throw invalidInput(`fields.${stranger}`, `is no field of ${operationId}; ${suggest(stranger, known)}`, { hint });
  }
  const written = { ...(isObject(body) ? body : {}), ...fields };
  const kept = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const draft = draftRequest(referee.document, { ...chosen, body: kept });
  const request = toRequest({ ...draft, path: "" }, url);
  const { violations } = await referee.checkWebhook(webhook, request);
  if (violations.length === 0) return request;
  throw new Error(`The provider would not make this call:\n${formatViolations(violations)}`);
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
  throw new Error(`${cases[0]?.operation.operationId} documents no example ${wanted}. Documented are: ${known}.`);
}

interface Read {
  readonly referee: SpecValidator;
  readonly cases: readonly RequestCase[];
}

// A test makes many calls from one document.
const documents = new Map<string, Read>();

function read(spec: SpecSource): Read {
  const key = typeof spec === "string" || spec instanceof URL ? `${process.cwd()} ${spec}` : undefined;
  const before = key === undefined ? undefined : documents.get(key);
  if (before !== undefined) return before;
  const document = loadSpec(spec);
  const made = { referee: createValidator(document), cases: requestCases(document) };
  if (key !== undefined) documents.set(key, made);
  return made;
}
