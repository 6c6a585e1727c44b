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

/** The values of a form body, by name; a name that came twice fails. */
export async function readForm(request: Request | undefined): Promise<Record<string, string>> {
  const entries = [...new URLSearchParams(await request?.clone().text())];
  const form = Object.fromEntries(entries);
  if (Object.keys(form).length !== entries.length) throw new Error("A form field was sent twice.");
  return form;
}
