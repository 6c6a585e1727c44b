import { jsonAnswer, recordFetch } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { type AocClientOptions, createAocClient } from "../src/index.ts";
import { apiKey } from "./credentials.ts";
import { spec } from "./setup.ts";

function connect(options: Partial<AocClientOptions> = {}) {
  const { fetch, requests } = recordFetch(() => jsonAnswer(spec.exampleOf("ReplySingle")));
  return { requests, client: createAocClient({ apiKey, fetch, ...options }) };
}

const message = { sender: "MYBRND", to: "919812345678", text: "Hello World!", type: "TRANS" } as const;
const template = { sender: "MYBRND", to: "919812345678", templateId: "1507165650000000001", type: "TRANS" } as const;

describe("what the client sends", () => {
  const calls = [
    {
      operation: "sendMessage",
      path: "/v1/sms",
      body: { ...message, text: 'नमस्ते "1" 😀', unicode: 1, flash: 1, templateId: "1507165650000000001" },
      bytes:
        '{"sender":"MYBRND","to":"919812345678","text":"नमस्ते \\"1\\" 😀","type":"TRANS",' +
        '"unicode":1,"flash":1,"templateId":"1507165650000000001"}',
    },
    {
      operation: "sendMessage, with required fields only",
      path: "/v1/sms",
      body: { ...message, unicode: undefined },
      bytes: '{"sender":"MYBRND","to":"919812345678","text":"Hello World!","type":"TRANS"}',
    },
    {
      operation: "sendTemplateMessage",
      path: "/v1/sms/template",
      body: { ...template, custom: ["a", ""] },
      bytes:
        '{"sender":"MYBRND","to":"919812345678","templateId":"1507165650000000001","type":"TRANS","custom":["a",""]}',
    },
  ] as const;

  it.each(calls)("is, for $operation, JSON with the key in its header", async ({ path, body, bytes }) => {
    const { client, requests } = connect();
    const result = await client.POST(path, { body } as never);
    expect(result).toMatchObject({ ok: true, data: spec.exampleOf("ReplySingle") });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(`${request?.method} ${request?.url}`).toBe(`POST https://api.aoc-portal.com${path}`);
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "application/json",
      apikey: apiKey,
      "content-type": "application/json",
    });
    expect(await request?.text()).toBe(bytes);
    expect(request?.redirect).toBe("manual");
  });

  it("goes to the base URL of the options, path included", async () => {
    for (const [baseUrl, url] of [
      ["https://api.azmarq.com", "https://api.azmarq.com/v1/sms"],
      ["https://proxy.example.com/aoc/", "https://proxy.example.com/aoc/v1/sms"],
      [{ "https://api.aoc-portal.com": "http://[::1]:4010" }, "http://[::1]:4010/v1/sms"],
    ] as const) {
      const { client, requests } = connect({ baseUrl });
      await client.POST("/v1/sms", { body: message });
      expect(requests.map((request) => request.url)).toEqual([url]);
    }
  });

  it("gets the provider's own rejection as its answer", async () => {
    for (const [name, status] of [
      ["ReplyMessageText", 400],
      ["ReplyErrorText", 401],
      ["ReplyErrorObject", 422],
    ] as const) {
      const { fetch } = recordFetch(() => jsonAnswer(spec.exampleOf(name), status));
      const result = await createAocClient({ apiKey, fetch }).POST("/v1/sms", { body: message });
      expect(result).toMatchObject({ ok: false, error: spec.exampleOf(name), response: { status } });
    }
  });
});
