import { describe, expect, it } from "vitest";
import { type ClientExample, type ContractClient, describeContract, type Mock } from "../../src/index.ts";
import { collectTests } from "../collected-tests.ts";
import { acme, api, bulk, formHeaders, jsonHeaders } from "../setup.ts";

type Send = (mock: Mock, example: ClientExample) => Promise<unknown>;

/** Runs the contract tests of documented requests through a client, and resolves with what failed. */
async function failuresOf(send: Send, title: string): Promise<string[]> {
  const client = (mock: Mock): ContractClient => ({ call: (_, example) => send(mock, example) });
  const collected = collectTests((test) => describeContract({ spec: acme, test, client }));
  expect(collected.titles).toContain(title);
  return [...(await collected.run((each) => each === title)).values()];
}

const sendJson = async (mock: Mock, body: unknown, headers: HeadersInit = jsonHeaders) =>
  fetch(`${mock.baseUrl[api]}/v1/messages`, { method: "POST", headers, body: JSON.stringify(body) });

const fields = (body: unknown): [string, string][] =>
  Object.entries(body as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );

// Loads Prism, which takes some seconds on a busy machine.
describe("contract tests through a client", { timeout: 60_000 }, () => {
  const accepted = "sendMessage accepts accepted";
  const delivered = "getMessage accepts delivered";
  const scheduled = "sendMessage accepts scheduled";

  const getMessage =
    (change: { id?: number; page?: number; requestId?: string } = {}): Send =>
    (mock, { parameters: { path, query, header } }) => {
      const tags = [query.tag].flat().map((each) => ["tag", `${each}`]);
      const search = new URLSearchParams([["page", `${change.page ?? query.page}`], ...tags]);
      const url = `${mock.baseUrl[api]}/v1/messages/${change.id ?? path.message_id}?${search}`;
      const requestId = change.requestId ?? `${header["X-Request-Id"]}`;
      return fetch(url, { headers: { authorization: "Bearer own-key", "x-request-id": requestId } });
    };

  it("pass when it sends what it was given", async () => {
    expect(await failuresOf((mock, { body }) => sendJson(mock, body), scheduled)).toEqual([]);
    expect(await failuresOf(getMessage(), delivered)).toEqual([]);
  });

  it("leave the credentials in the body to it", async () => {
    let received: unknown;
    const send: Send = (mock, { body }) => {
      received = body;
      const own = new URLSearchParams([...fields(body), ["username", "own-user"], ["password", "own-password"]]);
      return fetch(`${mock.baseUrl[api]}/v1/bulk`, { method: "POST", headers: formHeaders, body: own });
    };
    expect(await failuresOf(send, "sendBulk accepts repeatedKeys")).toEqual([]);
    expect(Object.keys(received as object)).toEqual(["sender_id", "message", "to", "label", "copies", "flash"]);
    const { username, password } = bulk;
    expect(JSON.stringify(received)).not.toContain(username);
    expect(JSON.stringify(received)).not.toContain(password);
  });

  it("hand it files as files", async () => {
    const send: Send = (mock, { body }) => {
      const { name, file } = body as { name: string; file: File };
      const form = new FormData();
      form.set("name", name);
      form.set("file", file);
      return fetch(`${mock.baseUrl["https://files.acme.test/storage"]}/contacts/upload`, {
        method: "POST",
        headers: { "api-key": "own-key" },
        body: form,
      });
    };
    expect(await failuresOf(send, "uploadContacts accepts uploaded")).toEqual([]);
  });

  it("fail when it drops, changes or adds a field", async () => {
    const sent =
      (change: object): Send =>
      (mock, { body }) =>
        sendJson(mock, { ...(body as object), ...change });
    expect(await failuresOf(sent({ priority: undefined }), scheduled)).toEqual([
      expect.stringContaining("body/priority differs"),
    ]);
    expect(await failuresOf(sent({ message: "Hi" }), accepted)).toEqual([
      expect.stringContaining("body/message differs"),
    ]);
    expect(await failuresOf(sent({ attempts: 1 }), accepted)).toEqual([
      expect.stringContaining("body/attempts differs"),
    ]);
  });

  it("fail when it changes a parameter", async () => {
    expect(await failuresOf(getMessage({ id: 42 }), delivered)).toEqual([expect.stringContaining(" path differs")]);
    expect(await failuresOf(getMessage({ page: 2 }), delivered)).toEqual([
      expect.stringContaining("query/page differs"),
    ]);
    expect(await failuresOf(getMessage({ requestId: "other" }), delivered)).toEqual([
      expect.stringContaining("header/X-Request-Id differs"),
    ]);
  });

  it("fail when it breaks the contract, sends nothing, or calls something else", async () => {
    expect(await failuresOf((mock, { body }) => sendJson(mock, body, {}), accepted)).toEqual([
      expect.stringContaining("header/api-key: is missing"),
    ]);
    expect(await failuresOf(async () => undefined, accepted)).toEqual(["No request for sendMessage reached the mock."]);
    expect(await failuresOf((mock) => fetch(`${mock.baseUrl[api]}/v1/elsewhere`), accepted)).toEqual([
      expect.stringContaining("path: is not in the spec"),
    ]);
  });

  it("fail when it rejects after a documented success", async () => {
    const send: Send = async (mock, { body }) => {
      await sendJson(mock, body);
      throw new Error("cannot read the answer");
    };
    expect(await failuresOf(send, accepted)).toEqual(["cannot read the answer"]);
  });
});
