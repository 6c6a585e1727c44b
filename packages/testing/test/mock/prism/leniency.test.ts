import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadSpec, type Mock, startMock } from "../../../src/index.ts";
import {
  acme,
  acmeWith,
  api,
  bulkFields,
  contactForm,
  csv,
  fieldsOf,
  files,
  formHeaders,
  jsonHeaders,
  key,
  message,
  postBulk,
  postMessage,
} from "../../setup.ts";
import { askPrism } from "./alone.ts";

// One wrong request for each thing that Prism does not check: Prism alone lets it pass, the mock does not.
describe("what Prism lets pass", () => {
  const document = loadSpec(acme);
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock(acme);
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  async function expectRejected(response: Response, field: string): Promise<void> {
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(fieldsOf(mock)).toContain(field);
    expect(response.headers.get("x-contract-violations")).toBe(String(mock.violations.length));
  }

  it("rejects an unknown form field", async () => {
    const body = bulkFields([["sender", "ACME"]]);
    expect(await askPrism(document, { target: "/v1/bulk", headers: formHeaders, body })).toMatchObject({ status: 200 });
    await expectRejected(await postBulk(mock, body), "body/sender");
  });

  it("rejects a form key that is sent twice", async () => {
    const body = bulkFields([["to", "2250707070708"]]);
    expect(await askPrism(document, { target: "/v1/bulk", headers: formHeaders, body })).toMatchObject({ status: 200 });
    await expectRejected(await postBulk(mock, body), "body/to");
  });

  it("rejects an unknown query key", async () => {
    const target = "/v1/messages?dry_run=1";
    const body = JSON.stringify(message);
    expect(await askPrism(document, { target, headers: jsonHeaders, body })).toMatchObject({ status: 200 });
    const response = await fetch(mock.baseUrl[api] + target, { method: "POST", headers: jsonHeaders, body });
    await expectRejected(response, "query/dry_run");
  });

  it("rejects a request to another documented host", async () => {
    const origin = new URL(mock.baseUrl[files] ?? "").origin;
    const response = await fetch(`${origin}/v1/messages`, {
      method: "POST",
      headers: jsonHeaders,
      body: JSON.stringify(message),
    });
    await expectRejected(response, "host");
    expect(mock.violations[0]?.message).toContain(api);
  });

  it("rejects a request outside its server's base path", async () => {
    const form = { headers: key, method: "POST", body: contactForm(csv("contacts.csv")) };
    const origin = new URL(mock.baseUrl[files] ?? "").origin;
    await expectRejected(await fetch(`${origin}/contacts/upload`, form), "path");
    expect((await fetch(`${mock.baseUrl[files]}/contacts/upload`, form)).status).toBe(201);
  });

  it("does not start from a document with a schema that Ajv cannot compile", async () => {
    const broken = acmeWith(["components", "schemas", "MessageRequest", "properties", "sender_id", "pattern"], "[");
    const reply = await askPrism(broken, { target: "/v1/messages", headers: jsonHeaders, body: "{}" });
    expect(reply.status).toBe(200);
    await expect(startMock(broken)).rejects.toThrow(/#\/components\/schemas\/MessageRequest.*regular expression/);
  });

  it("does not start from a document in the base dialect of OpenAPI 3.1", async () => {
    const dialect = acmeWith(["jsonSchemaDialect"], "https://spec.openapis.org/oas/3.1/dialect/base");
    const reply = await askPrism(dialect, { target: "/v1/messages", headers: jsonHeaders, body: "{}" });
    expect(reply.status).toBe(200);
    await expect(startMock(dialect)).rejects.toThrow("jsonSchemaDialect");
    await expect(startMock(acmeWith(["jsonSchemaDialect"], undefined))).rejects.toThrow("jsonSchemaDialect");
  });

  it("answers malformed JSON at once", async () => {
    const body = '{"sender_id":';
    const alone = askPrism(document, { target: "/v1/messages", headers: jsonHeaders, body }, 250);
    await expect(alone).rejects.toThrow("no answer within 250 ms");
    await expectRejected(await postMessage(mock, body), "body");
    expect(mock.violations).toMatchObject([{ source: "validator", message: "is malformed JSON" }]);
  });

  // Prism alone would end this process with an unhandled rejection.
  it.each(["a;b.csv", "a=b.csv", 'a"b.csv'])("survives a file called %s and goes on answering", async (name) => {
    const send = (file: File) =>
      fetch(`${mock.baseUrl[files]}/contacts/upload`, { method: "POST", headers: key, body: contactForm(file) });
    await expectRejected(await send(csv(name)), "body/file");
    expect((await send(csv("contacts.csv"))).status).toBe(201);
  });

  it.each([
    ["a form key", "POST", "/v1/bulk", "%zz=1", "body"],
    ["a form value", "POST", "/v1/bulk", "to=%zz", "body"],
    ["a path", "GET", "/v1/messages/%zz?page=1", undefined, "path/message_id"],
    ["a query", "GET", "/v1/messages/41?page=%zz", undefined, "query"],
  ])("survives a stray percent sign in %s", async (_, method, target, body, field) => {
    const headers = method === "GET" ? { authorization: "Bearer example-key" } : formHeaders;
    const response = await fetch(mock.baseUrl[api] + target, { method, headers, ...(body ? { body } : {}) });
    await expectRejected(response, field);
    expect((await postMessage(mock)).status).toBe(200);
  });

  it("accepts the repeated keys of a list, which Prism reports", async () => {
    const body = bulkFields([
      ["label", "first"],
      ["label", "second"],
    ]);
    const alone = await askPrism(document, { target: "/v1/bulk", headers: formHeaders, body });
    expect(alone.headers["sl-violations"]).toContain("must be array");
    const response = await postBulk(mock, body);
    expect([response.status, await response.json()]).toEqual([200, { code: 0, message_id: "b-1" }]);
    expect(mock.violations).toEqual([]);
  });

  it("does not answer an invalid request with a documented rejection", async () => {
    const alone = await askPrism(document, { target: "/v1/messages", headers: jsonHeaders, body: "{}" });
    expect(JSON.parse(alone.body.toString())).toEqual({ status: 400, error: "Invalid number" });
    const response = await postMessage(mock, {});
    expect(await response.clone().json()).toMatchObject({ title: "The request breaks the contract" });
    await expectRejected(response, "body/sender_id");
  });

  it("gives the chosen status whatever the caller accepts", async () => {
    const headers = { ...jsonHeaders, accept: "application/json" };
    const body = JSON.stringify(message);
    const alone = await askPrism(document, {
      target: "/v1/messages",
      headers: { ...headers, prefer: "code=500" },
      body,
    });
    expect(alone.status).toBe(200);
    mock.respondWith("sendMessage", { status: 500 });
    const response = await postMessage(mock, message, headers);
    expect([response.status, await response.text()]).toEqual([500, "Internal error"]);
  });
});
