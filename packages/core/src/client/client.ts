import { redact } from "../error/redact.ts";
import { invalidInput } from "../error/sms-error.ts";
import { suggest } from "../error/suggest.ts";
import type { ApiDescription, OperationDescription } from "./api-description.ts";
import { authorize, credentialFields, hasExpired } from "./authorization.ts";
import type { CallOptions, ProviderClient } from "./call-types.ts";
import type { ClientConfig } from "./client-options.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { connectHosts, exchange, type Hosts } from "./exchange.ts";
import { failureBeforeSending } from "./failure.ts";
import { createRedactor, type Redactor } from "./redactor.ts";
import { parseReply } from "./reply.ts";
import { writeBody } from "./request-body.ts";
import { findProblem } from "./request-schema.ts";

interface Call extends CallOptions {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

/**
 * Makes the typed client of one provider from its generated API description. Paths, media types, hosts, security and
 * request rules come from the spec; a request that breaks a rule is not sent, and the call rejects. Throws an `SmsError`
 * with code `config` if the base URL cannot be used.
 */
export function createProviderClient<Paths, CredentialFields extends string = never>(
  config: ClientConfig,
): ProviderClient<Paths, CredentialFields> {
  const hosts = connectHosts(config);
  const redactor = createRedactor(config);
  const method = (verb: string) => (path: string, init: Call) => call(config, hosts, redactor, verb, path, init ?? {});
  const client = {
    GET: method("GET"),
    POST: method("POST"),
    PUT: method("PUT"),
    PATCH: method("PATCH"),
    DELETE: method("DELETE"),
    redact: redactor.redact,
  };
  return client as unknown as ProviderClient<Paths, CredentialFields>;
}

async function call(
  config: ClientConfig,
  hosts: Hosts,
  redactor: Redactor,
  verb: string,
  path: string,
  init: Call,
): Promise<unknown> {
  const { api } = config;
  const operation = findOperation(api, verb, path);
  const realPath = findPath(config, operation, verb, path);
  checkPathParameters(api, path, init.params?.path ?? {});
  const checked = checkBody(config, operation, init.body);
  const body = checked === undefined ? undefined : writeBody(api.provider, operation, checked);
  const deadline = startDeadline({ signal: init.signal, timeoutMs: init.timeoutMs ?? config.timeoutMs });

  const attempt = async () => {
    assertTimeLeft(api, deadline);
    const authorization = await authorize(config, operation, deadline);
    for (const { credential, value } of authorization.used) if (typeof credential !== "string") redactor.note(value);
    assertTimeLeft(api, deadline);
    const request = {
      operation,
      verb,
      path: realPath,
      params: init.params,
      headers: { accept: "application/json", ...contentType(operation, body), ...authorization.headers },
      body,
    };
    return { authorization, reply: await exchange(config, hosts, request, deadline) };
  };

  try {
    let { authorization, reply } = await attempt();
    if (hasExpired(config, authorization, reply)) ({ reply } = await attempt());
    const { response, text } = reply;
    const answer = response.status === 204 ? undefined : parseReply(api.provider, reply);
    return response.ok ? { ok: true, data: answer, text, response } : { ok: false, error: answer, text, response };
  } finally {
    deadline.clear();
  }
}

function findOperation(api: ApiDescription, verb: string, path: string): OperationDescription {
  const key = `${verb} ${path}`;
  const operation = Object.hasOwn(api.operations, key) ? api.operations[key] : undefined;
  if (operation !== undefined) return operation;
  // A path may have been built from a number or a key.
  const shown = redact(key.split(/[?#]/)[0] ?? "");
  const hint = suggest(key, Object.keys(api.operations));
  throw invalidInput("path", `${shown} is not in the spec of ${api.title}; ${hint}`, { provider: api.provider });
}

function findPath({ api, paths }: ClientConfig, operation: OperationDescription, verb: string, path: string): string {
  const realPath = paths?.[`${verb} ${path}`];
  if (operation.evidence !== "assumed" || realPath !== undefined) return realPath ?? path;
  throw invalidInput(operation.id, `cannot be called: no document of ${api.title} gives its URL.`, {
    provider: api.provider,
    code: "config",
    hint: "Ask the provider for the path and pass it when the client is made.",
  });
}

// openapi-fetch leaves a missing parameter in the URL as `{id}`, and a dot segment would lead to another path.
function checkPathParameters(
  { provider }: ApiDescription,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
): void {
  if (!path.includes("{")) return;
  for (const [, name = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
    const value = String(parameters[name] ?? "");
    if (value === "") throw invalidInput(`params.path.${name}`, "is missing or empty.", { provider });
    if (/^\.{1,2}$/.test(value)) throw invalidInput(`params.path.${name}`, "must not be a dot segment.", { provider });
  }
}

function checkBody(config: ClientConfig, operation: OperationDescription, body: Call["body"]): Call["body"] {
  const { provider } = config.api;
  if (operation.body === undefined) {
    if (body !== undefined) throw invalidInput("body", `is not taken by ${operation.id}.`, { provider });
    return undefined;
  }
  if (body === undefined && operation.bodyRequired !== true) return undefined;
  const complete = { ...body, ...credentialFields(config, operation) };
  const found = findProblem(operation.body, complete);
  if (found !== undefined) throw invalidInput(found.field, found.problem, { provider });
  return complete;
}

function contentType({ mediaType }: OperationDescription, body: string | FormData | undefined): Record<string, string> {
  // fetch itself writes the multipart type, because only it knows the boundary.
  return body === undefined || mediaType === undefined || mediaType === "multipart/form-data"
    ? {}
    : { "content-type": mediaType };
}

function assertTimeLeft({ provider }: ApiDescription, deadline: Deadline): void {
  if (deadline.ended() !== undefined) throw failureBeforeSending(provider, deadline.signal.reason, deadline);
}
