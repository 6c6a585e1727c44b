import createFetchClient from "openapi-fetch";
import type { OperationDescription } from "./api-description.ts";
import { checkBaseUrl } from "./base-url.ts";
import type { ClientConfig } from "./client-options.ts";
import type { Deadline } from "./deadline.ts";
import { failureBeforeSending, sendFailure } from "./failure.ts";
import { type Reply, readReply, unreadable } from "./reply.ts";
import { invalidInput } from "./sms-error.ts";

/** A request that has been checked and written. */
export interface WrittenRequest {
  readonly operation: OperationDescription;
  readonly verb: string;
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
}

export type Hosts = ReadonlyMap<string, ReturnType<typeof createFetchClient<Record<string, never>>>>;

/** One openapi-fetch client per documented host, because it ignores servers that belong to a path. */
export function connectHosts({ api, baseUrl }: ClientConfig): Hosts {
  if (typeof baseUrl === "object" && baseUrl !== null) {
    const stranger = Object.keys(baseUrl).find((server) => !api.servers.includes(server));
    if (stranger !== undefined) {
      throw invalidInput("baseUrl", `names a host that is not in the spec; there are ${api.servers.join(", ")}.`, {
        provider: api.provider,
        code: "config",
      });
    }
  }
  return new Map(
    api.servers.map((server) => {
      const chosen = typeof baseUrl === "string" ? baseUrl : (baseUrl?.[server] ?? server);
      return [server, createFetchClient({ baseUrl: checkBaseUrl(api.provider, chosen) })];
    }),
  );
}

/** Sends one request and reads its answer to the end, within the deadline. Rejects with an `SmsError` only. */
export async function exchange(
  { api, fetch = globalThis.fetch }: ClientConfig,
  hosts: Hosts,
  request: WrittenRequest,
  deadline: Deadline,
): Promise<Reply> {
  const { operation, verb, path, params = {}, headers, body } = request;
  let reply: Reply | undefined;
  let begun = false;
  const send = async (written: Request): Promise<Response> => {
    begun = true;
    const pending = fetch(written);
    // A fetch that ignores the signal may answer when nobody waits any more.
    pending.then(
      (late) => (deadline.ended() === undefined ? undefined : late.body?.cancel()),
      () => {},
    );
    const response = await deadline.within(pending);
    refuseRedirect(api.provider, response);
    reply = await deadline.within(readReply(api.provider, response));
    // openapi-fetch would parse by status and lose what it cannot parse, so it is shown an empty answer.
    return new Response(null, { status: 204 });
  };
  try {
    await hosts.get(operation.server)?.request(
      verb.toLowerCase() as never,
      path as never,
      {
        ...(body === undefined ? {} : { body, bodySerializer: (text: unknown) => text }),
        ...({ params, headers, signal: deadline.signal, redirect: "manual", fetch: send } as object),
      } as never,
    );
  } catch (error) {
    // The Request constructor refused it, so fetch was never called.
    if (!begun) throw failureBeforeSending(api.provider, error, deadline, "the request could not be written.");
    throw sendFailure(api.provider, error, deadline);
  }
  if (reply === undefined) throw sendFailure(api.provider, undefined, deadline);
  return reply;
}

// A browser shows a redirect that was not followed as an opaque answer with status 0.
function refuseRedirect(provider: string, response: Response): void {
  const { status, type, redirected } = response;
  if (type !== "opaqueredirect" && !redirected && (status < 300 || status > 399)) return;
  response.body?.cancel().catch(() => {});
  throw unreadable(provider, response, "is a redirect, which is never followed: it would carry the credentials along");
}
