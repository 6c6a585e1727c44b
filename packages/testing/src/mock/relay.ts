import type { AnswerChoice } from "../openapi/answers.ts";
import type { HttpReply, HttpRequest } from "./http-server.ts";

/** The request on its documented host; `undefined` if `fetch` could not have sent it. */
export function toRequest(server: string, { method, target, headers, body }: HttpRequest): Request | undefined {
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

/** Headers without those of a single connection, and without those that choose an answer of the mock. */
export function relayedHeaders(headers: Headers): Record<string, string> {
  const own = /^(host|connection|keep-alive|transfer-encoding|content-length|expect|upgrade|prefer|accept)$/;
  return Object.fromEntries([...headers].filter(([name]) => !own.test(name)));
}

/** Reads `Prefer: code=200, example=invalidPhoneNumber`, for callers that use curl. */
export function readPreference(headers: Headers): AnswerChoice | undefined {
  const prefer = headers.get("prefer") ?? "";
  const code = /\bcode="?(\d{3})\b/.exec(prefer)?.[1];
  const example = /\bexample="?([^",; ]+)/.exec(prefer)?.[1];
  if (code === undefined && example === undefined) return undefined;
  return { status: code === undefined ? undefined : Number(code), example };
}

/** The reply as a `Response`, for the validator. */
export function toResponse({ status, headers, body }: HttpReply): Response {
  const empty = body.length === 0 || status === 204 || status === 304;
  return new Response(empty ? null : new Uint8Array(Buffer.from(body)), { status, headers });
}
