import { assertNoSecrets, errorOf, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createTouchbaseproClient, type TouchbaseproClientOptions, touchbasepro } from "../src/index.ts";
import { apiKey } from "./credentials.ts";
import { spec } from "./setup.ts";

const body = { text: 'L’été "+1" 😀', to: ["+27831234567", "+27832345678"] };

function connect(options: Partial<TouchbaseproClientOptions> = {}) {
  const { fetch, requests } = recordFetch(() => jsonAnswer(spec.exampleOf("ReplyAccepted"), 202));
  return { requests, client: createTouchbaseproClient({ apiKey, fetch, ...options }) };
}

describe("what the client sends", () => {
  it("is JSON with the key as a bearer token", async () => {
    const { client, requests } = connect();
    const result = await client.POST("/sms/messages", { body });
    expect(result).toMatchObject({ ok: true, data: spec.exampleOf("ReplyAccepted") });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(`${request?.method} ${request?.url}`).toBe("POST https://api.touchbasepro.com/sms/messages");
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "application/json",
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
    });
    expect(await request?.text()).toBe('{"text":"L’été \\"+1\\" 😀","to":["+27831234567","+27832345678"]}');
    expect(request?.redirect).toBe("manual");
  });

  it("goes to the base URL of the options, path included", async () => {
    for (const [baseUrl, url] of [
      ["https://proxy.example.com/tbp/", "https://proxy.example.com/tbp/sms/messages"],
      [{ "https://api.touchbasepro.com": "http://localhost:4010" }, "http://localhost:4010/sms/messages"],
    ] as const) {
      const { client, requests } = connect({ baseUrl });
      await client.POST("/sms/messages", { body });
      expect(requests.map((request) => request.url)).toEqual([url]);
    }
  });

  it("gets the provider's own rejection as its answer", async () => {
    const { fetch } = recordFetch(() => jsonAnswer(spec.exampleOf("ReplySuspended"), 403));
    const result = await createTouchbaseproClient({ apiKey, fetch }).POST("/sms/messages", { body });
    expect(result).toMatchObject({ ok: false, error: spec.exampleOf("ReplySuspended"), response: { status: 403 } });
  });
});

describe("a client is not made", () => {
  it.each([
    [undefined, "is missing."],
    [null, "is missing."],
    ["", "is empty."],
    [" \n", "is empty."],
    ["canary-secret\n", "begins or ends with white space."],
    ["\tcanary-secret", "begins or ends with white space."],
    ["canary secret", "contains a character that cannot travel in an HTTP header."],
    ["canary-secrét", "contains a character that cannot travel in an HTTP header."],
    [4711, "must be a string, not number."],
  ])("with the key %j", (value, problem) => {
    for (const make of [createTouchbaseproClient, touchbasepro]) {
      const error = errorOf(() => make({ apiKey: value as string }));
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field: "apiKey" });
      expect(error.message).toBe(`touchbasepro: apiKey ${problem}`);
      assertNoSecrets(error, ["canary", "4711"]);
    }
  });

  it.each([
    ["http://api.touchbasepro.com", "must be https"],
    ["http://127.0.0.1.example.com", "must be https"],
    ["api.touchbasepro.com", "is not a URL"],
    ["https://canary:canary@api.touchbasepro.com", "must not contain credentials"],
    ["https://api.touchbasepro.com/?canary", "must end with its path"],
  ])("with the base URL %s", (baseUrl, problem) => {
    for (const given of [baseUrl, { "https://api.touchbasepro.com": baseUrl }] as const) {
      const error = errorOf(() => createTouchbaseproClient({ apiKey, baseUrl: given }));
      expect(error).toMatchObject({ code: "config", field: "baseUrl" });
      expect(error.message).toContain(problem);
      assertNoSecrets(error, ["canary"]);
    }
  });

  it("as a provider with an option that does not exist", () => {
    for (const [option, hint] of [
      ["apikey", "did you mean apiKey?"],
      ["senderId", "there are apiKey, fetch, baseUrl, timeoutMs."],
    ] as const) {
      const error = errorOf(() => touchbasepro({ apiKey, [option]: "canary" }));
      expect(error).toMatchObject({ code: "config", field: option });
      expect(error.message).toContain(hint);
      assertNoSecrets(error, ["canary"]);
    }
  });
});

describe("a request that breaks the document is not sent", () => {
  it.each([
    [{ text: "Hello", too: ["+27831234567"] }, "too", "did you mean to?"],
    [{ ...body, sender: "Brand" }, "sender", "there are text, to."],
    [{ text: "Hello" }, "to", "is missing."],
    [{ to: body.to }, "text", "is missing."],
    [{ ...body, text: "" }, "text", "is empty."],
    [{ ...body, to: [] }, "to", "has 0 items; at least 1 are needed."],
    [{ ...body, to: "+27831234567" }, "to", "must be an array, not a string."],
    [{ ...body, to: ["+27831234567", "27832345678"] }, "to[1]", "must be written like"],
    [{ ...body, to: [27831234567] }, "to[0]", "must be a string, not a number."],
    [undefined, "text", "is missing."],
  ])("%j: the error names %s", async (wrong, field, problem) => {
    const { client, requests } = connect();
    const error = await rejectionOf(client.POST("/sms/messages", { body: wrong as typeof body }));
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field, provider: "touchbasepro" });
    expect(error.message).toContain(problem);
    assertNoSecrets(error, [apiKey, "27831234567", "27832345678"]);
    expect(requests).toEqual([]);
  });

  it("on a path that the document does not have", async () => {
    const { client, requests } = connect();
    const error = await rejectionOf(client.POST("/sms/message" as "/sms/messages", { body }));
    expect(error).toMatchObject({ field: "path" });
    expect(error.message).toContain("did you mean POST /sms/messages?");
    expect(requests).toEqual([]);
  });

  it("if it has a sender ID of any length: none can be chosen", async () => {
    const { fetch, requests } = recordFetch(() => jsonAnswer(spec.exampleOf("ReplyAccepted"), 202));
    const provider = touchbasepro({ apiKey, fetch });
    for (const senderId of ["TwelveLetter", "Brand", ""]) {
      const to = ["+27831234567", "+27832345678"] as never[];
      const { verdicts, httpStatus } = await provider.send({ to, text: "Hello", senderId });
      expect(verdicts).toMatchObject(
        to.map(() => ({ status: "rejected", error: { code: "invalid-sender", field: "senderId" } })),
      );
      expect(verdicts).toMatchObject([{ error: { hint: expect.stringContaining("Leave senderId out") } }, {}]);
      expect(httpStatus).toBe(undefined);
    }
    expect(requests).toEqual([]);
  });
});
