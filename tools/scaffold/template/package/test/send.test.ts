import { createProviderClient, type E164 } from "@polysms/core";
import { type Mock, startMock } from "@polysms/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { api } from "../src/generated/operations.gen.ts";
import type { paths } from "../src/generated/schema.gen.ts";
import { acme } from "../src/index.ts";
import { sendMessage } from "../src/send.ts";

const message = { to: ["+12025550123" as E164], text: "Hello" };
let mock: Mock;

beforeAll(async () => {
  mock = await startMock("acme");
});
afterEach(() => {
  expect(mock.violations).toEqual([]);
  mock.reset();
});
afterAll(() => mock.close());

function send(content = message, fetch?: () => Promise<Response>) {
  const client = createProviderClient<paths>({
    api,
    fetch,
    baseUrl: mock.baseUrl,
    credentials: { bearer: "key" },
    // Gives the client the real path; needed as long as the spec only assumes the call.
    paths: { "POST /messages": "/messages" },
  });
  return sendMessage(client, content);
}

describe("sending a message", () => {
  it("is accepted with the id of the receipt", async () => {
    expect((await send()).verdicts).toEqual([{ status: "accepted", id: "message-1" }]);
  });

  it("carries the sender ID if the message has one", async () => {
    await send({ ...message, ...{ senderId: "MYBRAND" } });
    expect(await mock.requests("sendMessage")[0]?.json()).toEqual({
      to: "+12025550123",
      text: "Hello",
      sender: "MYBRAND",
    });
  });

  it("is unknown after a status that no document calls a rejection", async () => {
    mock.respondWith("sendMessage", { example: "rejected" });
    const { verdicts } = await send();
    expect(verdicts).toMatchObject([{ status: "unknown", error: { provider: "acme", providerMessage: "Rejected." } }]);
  });

  it.each(["{}", `{"id":""}`, `{"id":7}`, "null"])("is unknown after a receipt without an id: %s", async (receipt) => {
    const { verdicts } = await send(message, async () => new Response(receipt));
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code: "unreadable-response" } }]);
  });

  it("is rejected before it is sent, while the spec only assumes the call", async () => {
    // Remove this with the `x-evidence: assumed` of sendMessage, and the paths above too.
    const { verdicts } = await acme({ apiKey: "key", baseUrl: mock.baseUrl }).send(message);
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "config", field: "sendMessage" } }]);
    expect(mock.exchanges).toEqual([]);
  });
});

describe("the provider", () => {
  it("throws on a missing key when it is made, and names the option", () => {
    expect(() => acme({ apiKey: "" })).toThrow("acme: apiKey is empty.");
  });
});
