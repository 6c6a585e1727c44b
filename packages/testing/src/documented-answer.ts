/** An answer of a provider: a status and the JSON of its body. */
export interface DocumentedAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The answer as a `Response`, for a `fetch` of your own. */
export function jsonAnswer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}
