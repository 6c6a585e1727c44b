/** An answer of a provider: a status and the JSON of its body. */
export interface DocumentedAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A `Response` with this JSON, for a `fetch` of your own. Default status 200. */
export function jsonAnswer(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A `fetch` that sends nothing, and the requests that it was called with. */
export interface RecordedFetch {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The requests in order. Each can be read once. */
  readonly requests: readonly Request[];
}

/** A `fetch` that sends nothing. It keeps every request and returns what `answer` returns; `index` counts from 0. */
export function recordFetch(answer: (request: Request, index: number) => Response | Promise<Response>): RecordedFetch {
  const requests: Request[] = [];
  return {
    requests,
    async fetch(request) {
      requests.push(request.clone());
      return answer(request, requests.length - 1);
    },
  };
}
