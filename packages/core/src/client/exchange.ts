import { createFinalURL, createQuerySerializer, defaultPathSerializer, mergeHeaders } from "openapi-fetch";
import { invalidInput } from "../error/sms-error.ts";
import type { OperationDescription } from "./api-description.ts";
import { checkBaseUrl } from "./base-url.ts";
import type { ClientConfig, Fetch } from "./client-options.ts";
import type { Deadline } from "./deadline.ts";
import { failureBeforeSending, sendFailure } from "./failure.ts";
import { type Reply, readReply, unreadable } from "./reply.ts";

interface WrittenParams {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly header?: Record<string, string>;
}

/** A request that has been checked and written. */
interface WrittenRequest {
  readonly operation: OperationDescription;
  readonly verb: string;
  readonly path: string;
  readonly params: WrittenParams | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
}

/** The base URL in use for each documented host. */
export type Hosts = ReadonlyMap<string, string>;

/** Checks the base URLs. There is one for each host of the spec, because a path may have a host of its own. */
export function connectHosts({ api, baseUrl }: ClientConfig): Hosts {
  if (typeof baseUrl === "object" && baseUrl !== null) {
    const unknownHost = Object.keys(baseUrl).find((server) => !api.servers.includes(server));
    if (unknownHost !== undefined) {
      throw invalidInput("baseUrl", `names a host that is not in the spec; there are ${api.servers.join(", ")}.`, {
        provider: api.provider,
        code: "config",
      });
    }
  }
  return new Map(
    api.servers.map((server) => {
      const chosen = typeof baseUrl === "string" ? baseUrl : (baseUrl?.[server] ?? server);
      return [server, checkBaseUrl(api.provider, chosen)];
    }),
  );
}

/** Sends one request and reads its answer to the end, within the deadline. Rejects only with an `SmsError`. */
export async function exchange(
  { api, fetch }: ClientConfig,
  hosts: Hosts,
  request: WrittenRequest,
  deadline: Deadline,
): Promise<Reply> {
  const send = prepare(api.provider, fetch, hosts, request, deadline);
  try {
    return await deadline.within(read(api.provider, send(), deadline));
  } catch (error) {
    throw sendFailure(api.provider, error, deadline);
  }
}

async function read(provider: string, pending: Promise<Response>, deadline: Deadline): Promise<Reply> {
  const response = await pending;
  // A fetch that ignores the signal may answer after the deadline, when nobody is waiting for it.
  if (deadline.ended() !== undefined) response.body?.cancel().catch(() => {});
  assertNoRedirect(provider, response);
  return readReply(provider, response);
}

const querySerializer = createQuerySerializer();

/** Writes a request without sending it yet: a request that cannot be written was provably not sent. */
function prepare(
  provider: string,
  fetch: Fetch | undefined,
  hosts: Hosts,
  { operation, verb, path, params = {}, headers, body }: WrittenRequest,
  deadline: Deadline,
): () => Promise<Response> {
  try {
    const baseUrl = hosts.get(operation.server) ?? operation.server;
    const { href } = new URL(
      createFinalURL(path, { baseUrl, params, querySerializer, pathSerializer: defaultPathSerializer }),
    );
    const init: RequestInit = {
      method: verb,
      headers: mergeHeaders(headers, params.header),
      body: body ?? null,
      signal: deadline.signal,
      redirect: "manual",
    };
    // Not as a Request: Node would pipe its body through a stream, which takes longer than the rest of the call.
    if (fetch === undefined) return () => globalThis.fetch(href, init);
    const request = new Request(href, init);
    return () => fetch(request);
  } catch (error) {
    throw failureBeforeSending(provider, error, deadline, "the request could not be written.");
  }
}

// In a browser, a redirect that was not followed is an opaque answer with status 0.
function assertNoRedirect(provider: string, response: Response): void {
  const { status, type, redirected } = response;
  if (type !== "opaqueredirect" && !redirected && (status < 300 || status > 399)) return;
  response.body?.cancel().catch(() => {});
  throw unreadable(provider, response, "is a redirect, which is never followed: it would carry the credentials along");
}
