import { parseMediaType } from "../openapi/media-type.ts";
import { describeKey } from "../validator/masked-description.ts";
import type { Violation } from "../validator/violation.ts";
import type { HttpReply, HttpRequest } from "./http-server.ts";

/** A request that the mock received, and how it was answered. Safe to print. */
export interface Exchange {
  readonly operationId: string | undefined;
  readonly method: string;
  /** On the documented host, with the path's template and the query's keys, but no values. */
  readonly url: string;
  readonly status: number;
  readonly durationMs: number;
  readonly violations: readonly Violation[];
  readonly request: {
    readonly contentType: string | undefined;
    readonly bodyBytes: number;
    readonly headerNames: readonly string[];
  };
}

export interface ExchangeResult {
  readonly operationId: string | undefined;
  readonly path: string;
  readonly violations: readonly Violation[];
  readonly reply: HttpReply;
}

export function toExchange(
  server: string,
  { method, target, headers, body }: HttpRequest,
  { operationId, path, violations, reply }: ExchangeResult,
  durationMs: number,
): Exchange {
  const query = new URLSearchParams(target.split("?")[1] ?? "");
  const keys = [...new Set(query.keys())].map((key) => `${describeKey(key)}=…`).join("&");
  return {
    operationId,
    method,
    url: new URL(server).origin + path + (keys === "" ? "" : `?${keys}`),
    status: reply.status,
    durationMs,
    violations,
    request: {
      contentType: describeMediaType(headers.get("content-type")),
      bodyBytes: body.length,
      headerNames: [...headers.keys()].map(describeKey),
    },
  };
}

/** The media type without parameters, shown only if it looks like a real one. */
function describeMediaType(header: string | null): string | undefined {
  if (header === null) return undefined;
  const { essence = "" } = parseMediaType(header) ?? {};
  return /^(application|multipart|text)\/[a-z.+-]{1,80}$/.test(essence) ? essence : "another type";
}
