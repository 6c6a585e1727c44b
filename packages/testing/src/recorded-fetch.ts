export interface RecordedFetch {
  readonly fetch: (request: Request) => Promise<Response>;
  /** What was sent, in order; each can be read. */
  readonly requests: readonly Request[];
}

/** A `fetch` that sends nothing: it keeps every request and answers as told. `index` counts from 0. */
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
