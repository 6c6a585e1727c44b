import { describe, expect, it } from "vitest";
import { provesNoConnection } from "../../src/index.ts";
import { rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { closedPort, listen } from "./loopback.ts";

/** What the client makes of a real `fetch` to the host, and what the reason itself proves. */
async function failureAt(baseUrl: string) {
  const error = await rejectionOf(sendCanary(acmeClient({ baseUrl, timeoutMs: 20_000 })));
  const { code, mayHaveBeenSent, provider } = error;
  return { code, mayHaveBeenSent, provider, proven: provesNoConnection(error.cause) };
}

const neverMade = { code: "network", mayHaveBeenSent: false, provider: "acme", proven: true };
const notProven = { code: "network", mayHaveBeenSent: true, provider: "acme", proven: false };

describe("a real fetch", () => {
  it("to a port where nothing listens sent nothing", async () => {
    const port = await closedPort();
    expect(await failureAt(`http://127.0.0.1:${port}`)).toEqual(neverMade);
    // By name there are two addresses to try, IPv6 and IPv4.
    expect(await failureAt(`http://localhost:${port}`)).toEqual(neverMade);
  });

  it("to a name that does not resolve sent nothing", async () => {
    expect(await failureAt("https://polysms.invalid")).toEqual(neverMade);
  });

  it("that is reset after the request was read proves nothing", async () => {
    let received = "";
    const port = await listen((socket) => {
      socket.on("data", (data) => {
        received += data.toString("latin1");
        if (received.includes("\r\n\r\n") && received.endsWith("}")) socket.resetAndDestroy();
      });
    });
    expect(await failureAt(`http://127.0.0.1:${port}`)).toEqual(notProven);
    expect(received).toMatch(/^POST \/v1\/messages HTTP\/1\.1\r\n/);
  });

  it("that is hung up on before the headers proves nothing", async () => {
    const port = await listen((socket) => socket.once("data", () => socket.end()));
    expect(await failureAt(`http://127.0.0.1:${port}`)).toEqual(notProven);
  });

  it("whose answer is cut off half-way proves nothing", async () => {
    const port = await listen((socket) =>
      socket.once("data", () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"id":"1"}')),
    );
    expect(await failureAt(`http://127.0.0.1:${port}`)).toEqual(notProven);
  });
});
