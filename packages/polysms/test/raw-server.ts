import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A TCP server that does what it is told with every connection and counts the HTTP requests that reached it. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: number;
}

/** What happens once a request has been read; `accepting` runs before a byte is read. */
export interface Behaviour {
  readonly accepting?: (socket: Socket) => void;
  readonly answering?: (socket: Socket) => void;
}

export async function rawServer({ accepting, answering }: Behaviour): Promise<RawServer> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    if (accepting !== undefined) return accepting(socket);
    let received = "";
    socket.on("data", (data) => {
      received += data.toString("latin1");
      const head = received.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (head === -1 || received.length < head + 4 + length) return;
      received = "";
      requests += 1;
      answering?.(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A complete HTTP answer. */
export function http(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const fields = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n${body}`;
}
