import { isE164, isSmsError, type Provider, regionOf } from "@polysms/core";
import { draftRequest, type JsonObject, jsonAnswer, type RequestCase, requestCases, toRequest } from "@polysms/testing";
import { adapterRun } from "../errors/adapter-run.ts";
import { factsAbout } from "../providers/capabilities.ts";
import { listOperations } from "../spec/operation-list.ts";
import { type ApiDocument, credentialFields, type ProviderDocument } from "../spec/provider-document.ts";
import { type Setting, settingsOf } from "../spec/provider-instance.ts";
import { curlSample } from "./curl-sample.ts";
import { clientSample, ExampleFile, facadeSample, type TypedCall, webhookSamples } from "./typescript-sample.ts";

export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** Samples for every operation and webhook of a provider, made from the first named example of each. */
export async function codeSamples(provider: ProviderDocument): Promise<Map<string, CodeSample[]>> {
  const document = provider.document as unknown as JsonObject;
  const run = adapterRun(provider);
  const samples = new Map<string, CodeSample[]>();
  for (const each of requestCases(document)) {
    const { operationId, kind } = each.operation;
    if (samples.has(operationId)) continue;
    if (kind === "webhook") {
      samples.set(operationId, await samplesOfWebhook(provider, each));
      continue;
    }
    const call = typedCall(provider, each);
    const { setting, request } = await firstSent(provider, each, call);
    const route = await run.routeTo(operationId);
    const curl = await curlSample(request, Object.keys(setting.environment));
    samples.set(operationId, [
      { lang: "curl", label: "curl", source: curl },
      { lang: "typescript", label: "Typed client", source: clientSample(provider.name, setting, call) },
      {
        lang: "typescript",
        label: "Facade",
        source: facadeSample(
          provider.name,
          route?.isLast ? route : undefined,
          setting,
          call,
          phoneIn(provider, each.body),
        ),
      },
    ]);
  }
  return samples;
}

/** A copy of the document with the samples where Redoc looks for them. */
export async function withSamples(provider: ProviderDocument): Promise<ApiDocument> {
  const samples = await codeSamples(provider);
  const copy = structuredClone(provider.document);
  for (const { operation, call } of listOperations(copy)) {
    const own = samples.get(operation.operationId) ?? [];
    Object.assign(operation, { "x-codeSamples": own });
    // Redoc shows the body of a webhook instead of samples, so they go into the text.
    if (call === "webhook") Object.assign(operation, { description: `${operation.description}\n\n${fenced(own)}` });
  }
  return copy;
}

/** Samples as Markdown, each with its label. */
export function fenced(samples: readonly CodeSample[]): string {
  const languages: Readonly<Record<string, string>> = { curl: "sh" };
  return samples
    .map(({ label, lang, source }) => `**${label}**\n\n\`\`\`${languages[lang] ?? lang}\n${source}\n\`\`\``)
    .join("\n\n");
}

/** The call of a documented request by the typed client, which fills in the credentials. */
function typedCall({ document }: ProviderDocument, requestCase: RequestCase): TypedCall {
  const { operation, parameters, body } = requestCase;
  const hidden = credentialFields(document, operation.operationId);
  const { body: draft } = draftRequest(document as unknown as JsonObject, requestCase);
  const files = Array.isArray(draft)
    ? draft.flatMap(([name, value]) =>
        value instanceof File ? [[name, new ExampleFile(textOf(body, name), value)] as const] : [],
      )
    : [];
  const fields =
    typeof body === "object" && body !== null && !Array.isArray(body)
      ? Object.fromEntries(
          [...Object.entries(body), ...files]
            .filter(([name]) => !hidden.includes(name))
            .map(([name, value]) => [name, value as unknown]),
        )
      : body;
  const params = Object.fromEntries(Object.entries(parameters).filter(([, values]) => Object.keys(values).length > 0));
  return {
    method: operation.method,
    path: operation.path,
    init: {
      ...(Object.keys(params).length === 0 ? {} : { params }),
      ...(fields === undefined ? {} : { body: fields }),
    },
  };
}

function textOf(body: unknown, field: string): string {
  return String((body as Readonly<Record<string, unknown>>)[field]);
}

type AnyClient = Readonly<Record<string, (path: string, init: object) => Promise<unknown>>>;

/**
 * The request as the client really sends it, in the first setting that can make it. A client does not make a call that is
 * only assumed to exist; for that one the documented example is shown.
 */
async function firstSent(
  provider: ProviderDocument,
  requestCase: RequestCase,
  { method, path, init }: TypedCall,
): Promise<{ readonly setting: Setting; readonly request: Request }> {
  const settings = settingsOf(provider);
  for (const setting of settings) {
    const requests: Request[] = [];
    const { client } = setting.create(async (request) => {
      requests.push(request.clone());
      return jsonAnswer({});
    });
    await (client as AnyClient)[method]?.(path, init).catch((error: unknown) => {
      if (!isSmsError(error)) throw error;
    });
    const [request] = requests;
    if (request !== undefined && new URL(request.url).pathname === path) return { setting, request };
  }
  const draft = draftRequest(provider.document as unknown as JsonObject, requestCase);
  return { setting: settings[0] as Setting, request: toRequest(draft, draft.server) };
}

async function samplesOfWebhook(provider: ProviderDocument, requestCase: RequestCase): Promise<CodeSample[]> {
  const draft = draftRequest(provider.document as unknown as JsonObject, requestCase);
  const request = toRequest({ ...draft, path: "" }, "https://example.com/sms/token");
  const [setting] = settingsOf(provider);
  const { can } = (setting as Setting).create(() => Promise.reject(new Error("Nothing is sent here.")));
  const reader = readerOf(can, requestCase.body as Readonly<Record<string, unknown>>);
  if (reader === undefined)
    throw new Error(`${provider.name}: no reader of the provider reads ${requestCase.operation.operationId}.`);
  const [client, facade] = webhookSamples(provider.name, reader, draft.mediaType !== "application/json");
  return [
    { lang: "curl", label: "curl", source: await curlSample(request, []) },
    { lang: "typescript", label: "Provider", source: client },
    { lang: "typescript", label: "Facade", source: facade },
  ];
}

function readerOf({ deliveryReports, inboundMessages }: Provider["can"], body: Readonly<Record<string, unknown>>) {
  const readers = Object.entries({ deliveryReports, inboundMessages });
  return readers.find(([, reader]) => reader !== undefined && !("problem" in reader.read(body)))?.[0];
}

/** A phone number of the example, or of the whole document, in a country of the provider. */
function phoneIn(provider: ProviderDocument, body: unknown): string {
  const { regions } = factsAbout(provider);
  const numbers = JSON.stringify([body ?? "", provider.document]).match(/\b[1-9]\d{9,14}\b/g) ?? [];
  const phones = numbers.map((digits) => `+${digits}`).filter(isE164);
  return phones.find((phone) => regions.includes(regionOf(phone) ?? "")) ?? phones[0] ?? "+254712345678";
}
