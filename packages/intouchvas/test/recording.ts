export interface Recording {
  /** To be passed as the client's `fetch`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** What was sent, in order; each can be read. */
  readonly requests: readonly Request[];
}

type Answering = (request: Request, index: number) => Response | Promise<Response>;

/** A `fetch` that sends nothing: it keeps the requests and answers them as told. */
export function record(answer: Answering = () => json({})): Recording {
  const requests: Request[] = [];
  return {
    requests,
    fetch: async (request) => {
      requests.push(request.clone());
      return answer(request, requests.length - 1);
    },
  };
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

export const receipt = (id: number, recipients = 1) => ({
  message: `SMS successfully queued for sending. Total recipients ${recipients}`,
  status: 200,
  transaction_id: id,
});
