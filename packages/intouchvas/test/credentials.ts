import type { RecordedFetch } from "@polysms/testing";
import { createIntouchvasClient, type IntouchvasClient } from "../src/index.ts";
import { json, receipt, record } from "./setup.ts";

type Answering = (request: Request, index: number) => Response | Promise<Response>;

interface Account {
  /** Options for a client that has a user name and a password. */
  readonly options: { readonly username: string; readonly password: string; readonly fetch: RecordedFetch["fetch"] };
  readonly tokenCalls: readonly Request[];
  readonly sends: readonly Request[];
  /** The tokens of the sends, in order. */
  readonly tokensUsed: () => (string | null)[];
}

/** Both hosts of the provider. By default the tokens are `token-1`, `token-2` and so on. */
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

/** A promise and the function that resolves it. */
export function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let settle: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: settle };
}

function isTokenCall({ url }: Request): boolean {
  return new URL(url).host === "identity-service.intouchvas.io";
}
