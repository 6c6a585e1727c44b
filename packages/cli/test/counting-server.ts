import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** TouchBasePro on loopback, which counts how often each number was sent to. */
export interface CountingServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: number;
  /** How often each number was sent to, by its digits. */
  readonly seen: ReadonlyMap<string, number>;
  /** Called with each request before it is answered, and again when the answer has been written. */
  watch(watcher: (request: number, answered: boolean) => void): void;
  /** Holds answers back until the returned function is called. */
  hold(): () => void;
}

/** Starts the server. It rejects numbers that end in 9. */
export async function startCountingServer(): Promise<CountingServer> {
  const seen = new Map<string, number>();
  let requests = 0;
  let watcher: (request: number, answered: boolean) => void = () => {};
  let held: Promise<void> | undefined;
  const answer = (numbers: readonly string[], response: ServerResponse) => {
    const messages = numbers.map((to) => {
      const accepted = !to.endsWith("9");
      return { to, accepted, apiMessageId: accepted ? `id-${requests}` : null };
    });
    response.writeHead(202, { "content-type": "application/json" });
    response.end(JSON.stringify({ messages, errorCode: null, error: null, errorDescription: null }));
  };
  const server = createServer(async (request, response) => {
    response.on("error", () => {});
    const { to } = (await json(request)) as { to: string[] };
    const numbers = to.map((number) => number.replace("+", ""));
    requests += 1;
    const requestNumber = requests;
    for (const number of numbers) seen.set(number, (seen.get(number) ?? 0) + 1);
    watcher(requestNumber, false);
    await held;
    answer(numbers, response);
    watcher(requestNumber, true);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    get requests() {
      return requests;
    },
    watch(newWatcher) {
      watcher = newWatcher;
    },
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
