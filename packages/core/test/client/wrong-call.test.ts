import { describe, expect, it } from "vitest";
import type { SmsError } from "../../src/index.ts";
import { canary, rejectionOf } from "../canary.ts";
import { type AcmeClient, acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch, onlyRequest } from "./observed-fetch.ts";

/** The error of a call that must reject before anything is sent. */
async function inputErrorOf(call: (client: AcmeClient) => Promise<unknown>): Promise<SmsError> {
  const seen = observeFetch();
  const error = await rejectionOf(call(acmeClient(seen)));
  expect(seen.requests).toHaveLength(0);
  expect(error.mayHaveBeenSent).toBe(false);
  return error;
}

const { phone, secret, text } = canary;

describe("input that breaks the spec", () => {
  it.each<[string, unknown, string, string]>([
    ["a missing field", { to: phone }, "text", "acme: text is missing."],
    ["no body", undefined, "to", "acme: to is missing."],
    ["a null body", null, "to", "acme: to is missing."],
    [
      "a misspelt field",
      { to: phone, tekst: text },
      "tekst",
      "acme: tekst is not a field of this request; did you mean text?",
    ],
    ["a local number", { to: "0700111222", text }, "to", 'acme: to must be written like "+254712345678".'],
    [
      "a text too long",
      { to: phone, text: text.repeat(7) },
      "text",
      "acme: text has 168 characters; at most 160 are allowed.",
    ],
    ["a wrong type", { to: phone, text, ttl: secret }, "ttl", "acme: ttl must be a whole number, not a string."],
  ])("rejects without a request: %s", async (_, body, field, message) => {
    const error = await inputErrorOf((client) => client.POST("/v1/messages", { body } as never));
    expect(error).toMatchObject({ code: "bad-request", provider: "acme", field, message });
  });

  it("includes a body where none is taken", async () => {
    const error = await inputErrorOf((client) => client.GET("/v1/balance", { body: { text } } as never));
    expect(error).toMatchObject({
      code: "bad-request",
      field: "body",
      message: "acme: body is not taken by getBalance.",
    });
  });

  it.each([0, -1, Number.NaN])("includes a timeout of %d", async (timeoutMs) => {
    expect(await inputErrorOf((client) => sendCanary(client, { timeoutMs }))).toMatchObject({ field: "timeoutMs" });
  });
});

describe("a path that is not in the spec", () => {
  it.each([
    ["/v1/mesages", "did you mean POST /v1/messages?"],
    ["/v1/balance", "there are POST /v1/messages, "],
    ["toString", "there are "],
  ])("%s is an error that suggests a path", async (path, hint) => {
    const error = await inputErrorOf((client) => client.POST(path as never, {} as never));
    expect(error).toMatchObject({ code: "bad-request", field: "path", provider: "acme" });
    expect(error.message).toContain(`POST ${path} is not in the spec of Acme SMS; ${hint}`);
  });

  it.each([`/v1/messages/${phone}`, `/v1/messages?key=${secret}`, `/v1/messages#${secret}`])(
    "is not repeated with the number or the key that was written into it",
    async (path) => {
      const error = await inputErrorOf((client) => client.POST(path as never, {} as never));
      expect(error).toMatchObject({ code: "bad-request", field: "path" });
    },
  );
});

describe("an operation whose path is only assumed", () => {
  const call = (client: AcmeClient) => client.POST("/v1/status", { body: { id: "7" } });

  it("rejects until the real path is given", async () => {
    const error = await inputErrorOf(call);
    expect(error).toMatchObject({ code: "config", provider: "acme", field: "getStatus" });
    expect(error.hint).toContain("Ask the provider");
  });

  it("also rejects if the path given is undefined", async () => {
    const seen = observeFetch();
    const error = await rejectionOf(call(acmeClient({ ...seen, paths: { "POST /v1/status": undefined } })));
    expect(error.code).toBe("config");
    expect(seen.requests).toHaveLength(0);
  });

  it("is called at the path given", async () => {
    const seen = observeFetch();
    await call(acmeClient({ ...seen, paths: { "POST /v1/status": "/v2/real" } }));
    expect(onlyRequest(seen).url).toBe("https://api.acme.example/v2/real");
    expect(await onlyRequest(seen).text()).toBe('{"id":"7"}');
  });
});
