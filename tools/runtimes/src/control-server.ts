import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Gives a probe its task, and takes its result. */
interface ControlServer extends AsyncDisposable {
  readonly url: string;
  /** The result of the probe; rejects with what the probe threw. */
  readonly result: Promise<unknown>;
  /** Lets a probe continue that waits until its request has arrived. */
  arrived(): void;
}

const PAGE = '<!doctype html><meta charset="utf-8"><title>probe</title><script type="module" src="/page.js"></script>';

/** Listens on loopback. `pageScript` is the program of its page, for a browser. */
export async function startControl(task: object, pageScript = ""): Promise<ControlServer> {
  const result = Promise.withResolvers<unknown>();
  // The end of the runtime may be noticed first.
  result.promise.catch(() => {});
  const arrival = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    switch (request.url) {
      case "/":
        return answer(response, "text/html", PAGE);
      case "/page.js":
        return answer(response, "text/javascript", pageScript);
      case "/task":
        return answer(response, "application/json", JSON.stringify({ ...task, control: urlOf(server) }));
      case "/arrived":
        await arrival.promise;
        return answer(response, "text/plain", "arrived");
      case "/result": {
        const { value, failure } = JSON.parse(await textOf(request)) as { value?: unknown; failure?: string };
        if (failure === undefined) result.resolve(value);
        else result.reject(new Error(failure));
        return answer(response, "text/plain", "received");
      }
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: urlOf(server),
    result: result.promise,
    arrived: arrival.resolve,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { "content-type": type }).end(body);
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}
