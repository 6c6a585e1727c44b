import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";

interface StaticServer {
  /** The address of the site, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a built site on loopback, under the base that it was built for. Default port: a free one. */
export async function serveSite(folder: string, base = "/", port = 0): Promise<StaticServer> {
  const files = sirv(folder, { dev: true, extensions: ["html"] });
  const server = createServer((request, response) => {
    const notFound = () => {
      response.writeHead(404, { "content-type": "text/plain" }).end("Page not found.\n");
    };
    if (request.url?.startsWith(base) !== true) return notFound();
    request.url = request.url.slice(base.length - 1);
    files(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
