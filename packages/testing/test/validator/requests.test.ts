import { describe, expect, it } from "vitest";
import { createValidator, loadSpec } from "../../src/index.ts";
import {
  acme,
  api,
  bulkFields,
  contactForm,
  csv,
  files,
  formHeaders,
  identity,
  jsonHeaders,
  key,
  message,
} from "../setup.ts";

const validator = createValidator(loadSpec(acme));

async function findings(url: string, init: RequestInit): Promise<string[]> {
  const { violations } = await validator.checkRequest(new Request(url, init));
  return violations.map(({ field, message }) => `${field}: ${message}`);
}

const send = (body: unknown, headers: HeadersInit = jsonHeaders) =>
  findings(`${api}/v1/messages`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const upload = (form: FormData) => findings(`${files}/contacts/upload`, { method: "POST", headers: key, body: form });
const login = (authorization: string) => findings(`${identity}/auth/token`, { headers: { authorization } });
const basic = (text: string) => login(`Basic ${btoa(text)}`);

describe("the validator on requests", () => {
  it("finds nothing wrong with valid ones, and leaves them readable", async () => {
    const request = new Request(`${api}/v1/messages`, {
      method: "POST",
      headers: jsonHeaders,
      body: JSON.stringify(message),
    });
    const check = await validator.checkRequest(request);
    expect([check.violations, check.operation?.operationId, check.body]).toEqual([[], "sendMessage", message]);
    expect(await request.json()).toEqual(message);
    expect(await upload(contactForm(csv("contacts.csv")))).toEqual([]);
    expect(await basic("user:pass:word")).toEqual([]);
  });

  it("reads form fields as their documented types", async () => {
    const body = bulkFields([
      ["copies", "2"],
      ["flash", "true"],
      ["label", "1"],
    ]);
    const request = new Request(`${api}/v1/bulk`, { method: "POST", headers: formHeaders, body });
    expect((await validator.checkRequest(request)).body).toMatchObject({ copies: 2, flash: true, label: ["1"] });
  });

  it("compares method, host, base path and path", async () => {
    const auth = { headers: { authorization: "Bearer example-key" } };
    expect(await findings(`${api}/v1/messages`, auth)).toEqual([
      "method: is not in the spec for this path; must be POST",
    ]);
    expect(await findings(`${identity}/v1/messages/1?page=1`, auth)).toEqual([
      `host: is another server; must be ${api}`,
    ]);
    expect(await findings("http://api.acme.test/v1/messages/1?page=1", auth)).toEqual([
      `host: is another server; must be ${api}`,
    ]);
    expect(await findings("https://files.acme.test/contacts/upload", { method: "POST" })).toEqual([
      `path: has another base path; must start with ${files}`,
    ]);
    expect(await findings(`${api}/v1/message`, auth)).toEqual([
      expect.stringMatching(/^path: is not in the spec; documented: .*\/v1\/bulk/),
    ]);
    expect(await findings(`${api}/v1/messages/1/?page=1`, auth)).toEqual([expect.stringMatching(/^path:/)]);
  });

  it("requires one complete set of credentials, whichever it is", async () => {
    const json = { "content-type": "application/json" };
    expect(await send(message, { ...json, "x-api-key": "k" })).toEqual([]);
    expect(await send(message, { ...json, "api-key": "k", "x-api-key": "k" })).toEqual([]);
    expect(await send(message, json)).toEqual([
      "header/api-key: is missing; must be the key, or send header/x-api-key",
    ]);
    expect(await send(message, { ...json, "x-api-key": "undefined" })).toEqual([
      "header/x-api-key: is empty or a stray word; must be the key, or send header/api-key",
    ]);
  });

  it("requires credentials in their form", async () => {
    expect(await login("Bearer abc")).toEqual([expect.stringContaining("has another form")]);
    expect(await login("Basic user:password")).toEqual([expect.stringContaining("has another form")]);
    expect(await basic("user")).toEqual([expect.stringContaining("has another form")]);
    expect(await basic("user:undefined")).toEqual([expect.stringContaining("stray word")]);
    expect(await basic(":")).toEqual([expect.stringContaining("is empty")]);
  });

  it("reports credentials that the operation does not ask for", async () => {
    const body = bulkFields();
    const headers = { ...formHeaders, authorization: "Bearer example-key" };
    expect(await findings(`${api}/v1/bulk`, { method: "POST", headers, body })).toEqual([
      "header/authorization: is a credential that this operation does not ask for",
    ]);
    expect(await send(message, { "content-type": "application/json", authorization: "Bearer example-key" })).toEqual([
      "header/authorization: is a credential that this operation does not ask for",
      "header/api-key: is missing; must be the key, or send header/x-api-key",
    ]);
  });

  it.each([
    ["no content type", undefined, "header/content-type: is missing or malformed; must be application/json"],
    ["nonsense as content type", "json", "header/content-type: is missing or malformed; must be application/json"],
    ["another content type", "text/json", "header/content-type: is another type; must be application/json"],
    ["another charset", "application/json; charset=latin1", "header/content-type: must be in UTF-8"],
    ["another parameter", "application/json; v=1", "header/content-type: must have no parameter but charset"],
  ])("reports %s", async (_, contentType, expected) => {
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    const headers = contentType === undefined ? key : { ...key, "content-type": contentType };
    expect(await findings(`${api}/v1/messages`, { method: "POST", headers, body: bytes })).toEqual([expected]);
  });

  it("tolerates UTF-8 spelled out, as fetch does it", async () => {
    expect(await send(message, { ...key, "content-type": "application/json; charset=UTF-8" })).toEqual([]);
    const body = new URLSearchParams(bulkFields());
    expect(await findings(`${api}/v1/bulk`, { method: "POST", body })).toEqual([]);
  });

  it("reports bytes that are not UTF-8", async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    expect(await findings(`${api}/v1/messages`, { method: "POST", headers: jsonHeaders, body })).toEqual([
      "body: is not UTF-8",
    ]);
  });

  it.each(["undefined", "null", "NaN", "[object Object]"])(
    "reports the word %s as a whole form value",
    async (word) => {
      const body = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(bulkFields())), message: word });
      expect(await findings(`${api}/v1/bulk`, { method: "POST", body })).toEqual([
        "body/message: is a stray undefined, null, NaN or object turned into text",
      ]);
    },
  );

  it("reads parameters as their documented types, once each", async () => {
    const get = (target: string, headers: HeadersInit = {}) =>
      findings(`${api}/v1/messages/${target}`, { headers: { authorization: "Bearer example-key", ...headers } });
    expect(await get("41?page=1&tag=a&tag=b")).toEqual([]);
    expect(await get("41?page=1&page=2")).toEqual(["query/page: is sent 2 times; must be sent once"]);
    expect(await get("41?page=01")).toEqual(["query/page: is a string of 2 characters; must be integer"]);
    expect(await get("0?page=1")).toEqual(["path/message_id: is an integer; must be >= 1"]);
    expect(await get("41")).toEqual(["query/page: is missing; it is required"]);
    expect(await get("41?page=1", { "x-request-id": "undefined" })).toEqual([
      "header/X-Request-Id: is a stray undefined, null, NaN or object turned into text",
    ]);
  });

  it("requires a file where a file is documented, with a name and of the right type", async () => {
    const withFile = (value: string | File) => {
      const form = contactForm(csv("contacts.csv"));
      form.delete("file");
      form.append("file", value);
      return upload(form);
    };
    expect(await withFile("msisdn")).toEqual(["body/file: is text; must be a file"]);
    expect(await withFile(new File(["x"], "a.pdf", { type: "application/pdf" }))).toEqual([
      "body/file: is a file of another type; must be text/csv",
    ]);
    const named = contactForm(csv("contacts.csv"));
    named.set("name", csv("name.csv"));
    expect(await upload(named)).toContain("body/name: is a file; must be text");
    const headers = { ...key, "content-type": "multipart/form-data; boundary=b" };
    expect(await findings(`${files}/contacts/upload`, { method: "POST", headers, body: "--b nonsense" })).toEqual([
      "body: cannot be read; must be multipart/form-data",
    ]);
  });

  it("reports every violation at once", async () => {
    const wrong = await send({ sender_id: "Not allowed!", recipients: [], mesage: "Hello", attempts: "3" });
    expect(wrong.map((text) => text.split(":")[0])).toEqual(
      expect.arrayContaining(["body/sender_id", "body/recipients", "body/mesage", "body/message", "body/attempts"]),
    );
    expect(wrong).toContain(
      "body/mesage: is not in the spec; did you mean message? Documented: sender_id, message, recipients, callback_url, priority, attempts, schedule",
    );
  });
});
