import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { type Exchange, startMock } from "../../src/index.ts";
import { acme } from "../setup.ts";

async function takenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise((resolve) => server.close(resolve)) };
}

it("a mock listens on the port that is passed", async () => {
  const { port, free } = await takenPort();
  await free();
  await using mock = await startMock(acme, { port });
  expect(new URL(mock.url).port).toBe(String(port));
});

it("a mock whose port is taken rejects, and leaves nothing open", async () => {
  const { port, free } = await takenPort();
  await expect.poll(listening).toBe(1);
  await expect(startMock(acme, { port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
  await expect.poll(listening).toBe(1);
  await free();
});

it("onExchange is called after each answer, when the exchange is already listed", async () => {
  const calls: [Exchange, number][] = [];
  await using mock = await startMock(acme, { onExchange: (exchange) => calls.push([exchange, mock.exchanges.length]) });
  const response = await fetch(`${mock.url}/nowhere`, { method: "POST", body: "{}" });
  await response.text();
  expect(calls).toEqual([[mock.exchanges[0], 1]]);
  expect(calls[0]?.[0].violations.length).toBeGreaterThan(0);
});

function listening(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
}
