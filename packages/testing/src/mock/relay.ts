import type { Answer, AnswerChoice } from "../openapi/answers.ts";
import type { RawMessage, Reply } from "./http-server.ts";
import type { PrismReply } from "./prism/server.ts";

/** The request on its documented host; `undefined` when `fetch` could not have sent it. */
export function toRequest(server: string, { method, target, headers, body }: RawMessage): Request | undefined {
  const bodiless = method === "GET" || method === "HEAD" || body.length === 0;
  // Joined as text: resolving "//host/path" against the server would leave the host.
  const url = target.startsWith("/") ? new URL(server).origin + target : target;
  try {
    return new Request(url, {
      method,
      headers: relayedHeaders(headers),
      ...(bodiless ? {} : { body: new Uint8Array(body) }),
    });
  } catch {
    return undefined;
  }
}

/** Headers without those that belong to one connection, and without the wishes that are the mock's own. */
export function relayedHeaders(headers: Headers): Record<string, string> {
  const own = /^(host|connection|keep-alive|transfer-encoding|content-length|expect|upgrade|prefer|accept)$/;
  return Object.fromEntries([...headers].filter(([name]) => !own.test(name)));
}

/** Headers that make Prism give this answer. With an Accept that does not fit the wanted status it gives another. */
export function preferring({ status, example, mediaType }: Answer): Record<string, string> {
  const wishes = [`code=${status}`, ...(example === undefined ? [] : [`example="${example}"`])];
  return { prefer: wishes.join(", "), accept: mediaType ?? "*/*" };
}

/** `Prefer: code=400, example=invalidNumber`, for those who call the mock with curl. */
export function readPreference(headers: Headers): AnswerChoice | undefined {
  const prefer = headers.get("prefer") ?? "";
  const code = /\bcode="?(\d{3})\b/.exec(prefer)?.[1];
  const example = /\bexample="?([^",; ]+)/.exec(prefer)?.[1];
  if (code === undefined && example === undefined) return undefined;
  return { status: code === undefined ? undefined : Number(code), example };
}

/** Path and query without the server's base path, of which Prism knows nothing. */
export function targetBelow(server: string, url: URL): string {
  return url.pathname.slice(new URL(server).pathname.replace(/\/$/, "").length) + url.search;
}

export function toReply({ status, headers, body }: PrismReply): Reply {
  const dropped = /^(connection|keep-alive|transfer-encoding|content-length|date|sl-violations)$/;
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    dropped.test(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return { status, headers: Object.fromEntries(kept), body };
}

export function toResponse({ status, headers, body }: Reply): Response {
  const empty = body.length === 0 || status === 204 || status === 304;
  return new Response(empty ? null : new Uint8Array(Buffer.from(body)), { status, headers });
}
