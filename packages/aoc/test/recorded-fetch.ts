import type { Fetch } from "@polysms/core";

/** A `fetch` that answers as told and keeps every request, each readable once more. */
export function recordFetch(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const fetch: Fetch = async (request) => {
    requests.push(request.clone());
    return answer(request);
  };
  return { fetch, requests };
}

export function replyJson(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
