import { describe, expect, it } from "vitest";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";

const json = { headers: { "content-type": "application/json" } };
const answerWith = (response: Response) => sendCanary(acmeClient(observeFetch(() => response)));

describe("a readable answer", () => {
  it.each([200, 201, 202, 299])("with status %d is data", async (status) => {
    const result = await answerWith(Response.json({ id: "7" }, { status }));
    expect(result).toMatchObject({ ok: true, data: { id: "7" } });
    expect(result).not.toHaveProperty("error");
    expect(result.response.status).toBe(status);
  });

  it.each([400, 401, 418, 429, 500, 503])("with status %d is an error, not an exception", async (status) => {
    const result = await answerWith(Response.json({ reason: "no" }, { status, headers: { "retry-after": "3" } }));
    expect(result).toMatchObject({ ok: false, error: { reason: "no" } });
    expect(result).not.toHaveProperty("data");
    expect(result.response.headers.get("retry-after")).toBe("3");
  });

  it.each([false, 0, null, "", []])("of %j is not lost, success or failure", async (body) => {
    expect(await answerWith(Response.json(body))).toMatchObject({ ok: true, data: body });
    expect(await answerWith(Response.json(body, { status: 400 }))).toMatchObject({ ok: false, error: body });
  });

  it("is read as JSON whatever its type says", async () => {
    expect(await answerWith(new Response('{"id":"7"}', { headers: { "content-type": "text/html" } }))).toMatchObject({
      data: { id: "7" },
    });
  });

  it("with status 204 is a success without data", async () => {
    const result = await answerWith(new Response(null, { status: 204 }));
    expect(result).toMatchObject({ ok: true, data: undefined });
    expect(result.response.status).toBe(204);
  });

  it("comes with its text as it was, and with the response of fetch", async () => {
    const text = '{"id": "é",  "n": 12345678901234567890}';
    for (const status of [200, 400]) {
      const response = new Response(text, { ...json, status });
      const result = await answerWith(response);
      expect(result.text).toBe(text);
      expect(result.response).toBe(response);
    }
    expect((await answerWith(new Response(null, { status: 204 }))).text).toBe("");
  });

  it("that comes in pieces within a character is put together", async () => {
    const bytes = new TextEncoder().encode('{"id":"→é"}');
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await answerWith(new Response(pieces))).toMatchObject({ data: { id: "→é" } });
  });
});

describe("a whole number in an answer", () => {
  it.each([
    ["12345678901234567890", "12345678901234567890"],
    ["-12345678901234567890", "-12345678901234567890"],
    ["9007199254740993", "9007199254740993"],
    ["9007199254740991", 9007199254740991],
    ["0", 0],
    ["-7", -7],
    ["1.2345678901234567", 1.2345678901234567],
    ["12345678901234567.5", Number("12345678901234567.5")],
    ["12345678901234567e2", Number("12345678901234567e2")],
    ["1e-1234567890123456789", 0],
  ])("%s keeps its digits: %j", async (written, value) => {
    expect(await answerWith(new Response(`{"id": ${written}, "ids":[${written},${written}]}`))).toMatchObject({
      data: { id: value, ids: [value, value] },
    });
  });

  it("inside a string stays as it is", async () => {
    const body = { text: 'id 12345678901234567890, "12345678901234567890" \\', key: "12345678901234567890" };
    expect(await answerWith(Response.json(body))).toMatchObject({ data: body });
  });
});
