import { createIntouchvasClient, type IntouchvasClient } from "../src/index.ts";
import { json, type Recording, receipt, record } from "./recording.ts";

type Answering = (request: Request, index: number) => Response | Promise<Response>;

export interface Account {
  /** Options for a client that has a user name and a password. */
  readonly options: { readonly username: string; readonly password: string; readonly fetch: Recording["fetch"] };
  readonly tokenCalls: readonly Request[];
  readonly sends: readonly Request[];
  /** The tokens of the sends, in order. */
  readonly tokensUsed: () => (string | null)[];
}

/** Both hosts of the provider. Tokens are `token-1`, `token-2` and so on unless told otherwise. */
export function account({
  token = (_, index) => json({ token: `token-${index + 1}`, lifetime: 1800 }),
  send = (_, index) => json(receipt(index + 1)),
}: {
  readonly token?: Answering;
  readonly send?: Answering;
} = {}): Account {
  const identity = record(token);
  const sms = record(send);
  return {
    options: {
      username: "someone",
      password: "example password",
      fetch: (request) => (isTokenCall(request) ? identity : sms).fetch(request),
    },
    tokenCalls: identity.requests,
    sends: sms.requests,
    tokensUsed: () => sms.requests.map(({ headers }) => headers.get("api-key")),
  };
}

export function send(client: IntouchvasClient, call: { readonly signal?: AbortSignal; timeoutMs?: number } = {}) {
  return client.POST("/message/send/transactional", { ...call, body: { message: "Hello", msisdn: "+254712345678" } });
}

export const clientOf = ({ options }: Account): IntouchvasClient => createIntouchvasClient(options);

/** A promise and the function that settles it. */
export function gate<Value>(): { readonly opened: Promise<Value>; readonly open: (value: Value) => void } {
  let open: (value: Value) => void = () => {};
  const opened = new Promise<Value>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function isTokenCall({ url }: Request): boolean {
  return new URL(url).host === "identity-service.intouchvas.io";
}
