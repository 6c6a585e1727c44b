import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatViolations, type Mock, startMock } from "../../src/index.ts";
import { acme, acmeWith, api, fieldsOf, files, formHeaders, identity, key, message, postMessage } from "../setup.ts";

describe("a mock", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock(acme, { maxBodyBytes: 10_000 });
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  it("replaces every documented server on loopback", () => {
    expect(Object.keys(mock.baseUrl)).toEqual([api, identity, files]);
    expect(new Set(Object.values(mock.baseUrl).map((url) => new URL(url).port)).size).toBe(3);
    for (const url of Object.values(mock.baseUrl)) expect(new URL(url).hostname).toBe("127.0.0.1");
    expect(mock.baseUrl[files]).toMatch(/\/storage$/);
    expect(mock.url).toBe(mock.baseUrl[api]);
    expect(mock.name).toBe("Acme SMS");
  });

  it("answers with the first documented success", async () => {
    const response = await postMessage(mock);
    expect([response.status, await response.json()]).toEqual([200, { status: 200, message_id: 41 }]);
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  it("sends the documented headers of an answer", async () => {
    const response = await fetch(`${mock.baseUrl[identity]}/auth/token`, {
      headers: { authorization: `Basic ${btoa("user:password")}` },
    });
    expect(response.headers.get("x-token-lifetime")).toBe("1800");
  });

  it("answers with a chosen example until it is reset", async () => {
    mock.respondWith("sendMessage", { example: "insufficientBalance" });
    for (const _ of [1, 2]) {
      const response = await postMessage(mock);
      expect([response.status, await response.json()]).toEqual([400, { status: 400, error: "Insufficient balance" }]);
    }
    mock.reset();
    expect((await postMessage(mock)).status).toBe(200);
    expect(mock.exchanges).toHaveLength(1);
  });

  it("answers with any status that a range or default covers", async () => {
    const headers = { authorization: "Bearer example-key" };
    mock.respondWith("getMessage", { status: 503 });
    expect((await fetch(`${mock.baseUrl[api]}/v1/messages/41?page=1`, { headers })).status).toBe(503);
  });

  it.each([
    ["sendMessages", {}, /no operation "sendMessages".*sendMessage, getMessage/],
    ["sendMessage", { status: 418 }, /no status 418.*200 \(accepted, scheduled\), 400 \(invalidNumber/],
    ["sendMessage", { example: "acepted" }, /no example "acepted".*200 \(accepted, scheduled\)/],
    ["sendMessage", { status: 400, example: "accepted" }, /no example "accepted" for status 400/],
  ])("says what is documented when %s cannot answer %o", (operationId, choice, expected) => {
    expect(() => mock.respondWith(operationId, choice)).toThrow(expected);
  });

  it("asks for the status when an example belongs to several errors", async () => {
    const failure = { content: { "application/json": { examples: { invalidNumber: { value: {} } } } } };
    const document = acmeWith(["paths", "/v1/messages", "post", "responses", "422"], { description: "", ...failure });
    await using ambiguous = await startMock(document);
    expect(() => ambiguous.respondWith("sendMessage", { example: "invalidNumber" })).toThrow("400 and 422");
  });

  it("takes a Prefer header, for curl", async () => {
    const prefer = (value: string) =>
      postMessage(mock, message, { ...key, "content-type": "application/json", prefer: value });
    expect((await prefer("code=401")).status).toBe(401);
    expect(await (await prefer("example=scheduled")).json()).toEqual({ status: 200, message_id: 42 });
    expect((await prefer("example=unknownExample")).status).toBe(400);
    expect(fieldsOf(mock)).toEqual(["header/prefer"]);
  });

  it("returns the requests it received, on their documented host", async () => {
    await postMessage(mock);
    const [request] = mock.requests("sendMessage");
    expect(request?.url).toBe(`${api}/v1/messages`);
    expect(request?.headers.get("api-key")).toBe("example-key");
    expect(await request?.json()).toEqual(message);
    expect(mock.requests("getMessage")).toEqual([]);
    expect(mock.requests()).toHaveLength(1);
  });

  it("records every exchange without what was in it", async () => {
    await postMessage(mock);
    expect(mock.exchanges).toEqual([
      {
        operationId: "sendMessage",
        method: "POST",
        url: `${api}/v1/messages`,
        status: 200,
        durationMs: expect.any(Number),
        violations: [],
        request: { contentType: "application/json", bodyBytes: 69, headerNames: expect.arrayContaining(["api-key"]) },
      },
    ]);
  });

  it("says where something was wrong, what it was and what would be right", async () => {
    await postMessage(mock, { ...message, sender_id: "AcmeCorporation" });
    expect(formatViolations(mock.violations)).toBe(
      [
        "POST /v1/messages (sendMessage)",
        "  body/sender_id: is a string of 15 characters; must have at most 11",
        "    see openapi.yaml#/components/schemas/MessageRequest/properties/sender_id/maxLength",
      ].join("\n"),
    );
  });

  it("rejects a body over the limit, a body with GET, and its own hidden paths", async () => {
    expect((await postMessage(mock, { ...message, message: "x".repeat(10_000) })).status).toBe(400);
    expect(mock.violations.at(-1)?.message).toContain("maxBodyBytes");
    expect(await rawRequest(mock, "GET /v1/messages/41?page=1", "Content-Length: 2\r\n\r\n{}")).toContain("400");
    expect(mock.violations.at(-1)).toMatchObject({ field: "body", operationId: "getMessage" });
    expect((await fetch(`${mock.baseUrl[api]}/__polysms/answers/sendMessage`)).status).toBe(400);
    expect(mock.violations.at(-1)?.field).toBe("path");
  });

  it("takes the host from the port, not from the request line", async () => {
    expect(await rawRequest(mock, "GET //files.acme.test/v1/messages/41", "\r\n")).toContain("400");
    expect(await rawRequest(mock, "GET https://files.acme.test/v1/messages/41?page=1", "\r\n")).toContain("400");
    expect(fieldsOf(mock)).toEqual(["path", "host"]);
  });

  it("answers 500 when a documented answer breaks its own schema", async () => {
    const path = ["paths", "/v1/messages", "post", "responses", "200", "content", "application/json", "examples"];
    await using broken = await startMock(acmeWith(path, { accepted: { value: { status: "fine", message_id: 41 } } }));
    const response = await postMessage(broken);
    expect([response.status, response.headers.get("x-contract-violations")]).not.toEqual([200, null]);
    expect(response.status).toBe(500);
    expect(fieldsOf(broken)).toContain("response/body/status");
  });

  it("keeps two mocks of one provider apart", async () => {
    await using other = await startMock(acme);
    other.respondWith("sendMessage", { status: 401 });
    expect((await postMessage(mock)).status).toBe(200);
    expect((await postMessage(other)).status).toBe(401);
    expect([mock.exchanges.length, other.exchanges.length]).toEqual([1, 1]);
  });

  it("frees its ports when it is closed, and can be closed twice", async () => {
    const closed = await startMock(acme);
    await postMessage(closed);
    await closed.close();
    await closed.close();
    for (const url of Object.values(closed.baseUrl)) await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("does not wait for a request that never ends when it is closed", async () => {
    const closed = await startMock(acme);
    const { port } = new URL(closed.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    const hungUp = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{", resolve));
    // An answer on another connection shows that the server has seen the first.
    await fetch(closed.url);
    await closed.close();
    await hungUp;
  });

  it("checks webhooks by name and by operation", async () => {
    const report = (body: unknown) =>
      new Request("https://receiver.test/hook?secret=1", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const right = { message_id: 41, status: 3, msisdn: "+254712345678", added_later: true };
    const request = report(right);
    expect(await mock.checkWebhook("onDeliveryReport", request)).toEqual([]);
    expect(await request.json()).toEqual(right);
    const violations = await mock.checkWebhook("onDeliveryReport", report({ ...right, status: 9 }));
    expect(violations).toMatchObject([{ field: "body/status", message: "is an integer; must be one of 0, 1, 2, 3" }]);
    const reply = new Request("https://receiver.test/hook", {
      method: "POST",
      headers: formHeaders,
      body: "from=1&text=a",
    });
    expect(await mock.checkWebhook("onReply", reply)).toEqual([]);
    const get = new Request("https://receiver.test/hook?from=1&text=a");
    expect(await mock.checkWebhook("onReply", get)).toMatchObject([{ field: "method", message: "must be POST" }]);
    await expect(mock.checkWebhook("onReport", report(right))).rejects.toThrow("onDeliveryReport, onReply");
  });
});

/** Sends what `fetch` will not, and resolves with the start of the answer. */
function rawRequest(mock: Mock, start: string, end: string): Promise<string> {
  const { port } = new URL(mock.baseUrl[api] ?? "");
  const headers = "Host: x\r\nAuthorization: Bearer example-key\r\nConnection: close\r\n";
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(`${start} HTTP/1.1\r\n${headers}${end}`));
    socket.once("data", (data) => resolve(data.toString()));
    socket.once("error", reject);
  });
}
