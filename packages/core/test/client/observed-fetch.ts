import type { Fetch } from "../../src/index.ts";

interface ObservedFetch {
  readonly fetch: Fetch;
  /** Every request that was sent, unread. */
  readonly requests: readonly Request[];
}

/** A `fetch` that keeps every request and answers it itself. */
export function observeFetch(
  answer: (request: Request, count: number) => Response | Promise<Response> = () => Response.json({ id: "1" }),
): ObservedFetch {
  const requests: Request[] = [];
  return {
    requests,
    fetch: async (request) => {
      requests.push(request);
      return answer(request, requests.length);
    },
  };
}

/** The one request that was sent; fails when there were none or several. */
export function onlyRequest({ requests }: ObservedFetch): Request {
  const [request] = requests;
  if (request === undefined || requests.length !== 1) {
    throw new Error(`One request was expected and ${requests.length} were sent.`);
  }
  return request;
}

/** What the caller of `fetch` set: header names in lower case. */
export function headersOf(request: Request): Record<string, string> {
  return Object.fromEntries(request.headers);
}
