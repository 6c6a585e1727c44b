import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { delivered, inbound, phone, post, providerWith, secret, setup, webhookCapabilities } from "./setup.ts";

const tooLong = 64 * 1024 + 1;

/** A body that never ends, and counts how much of it was read. */
function endless() {
  const read = { chunks: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read.chunks += 1;
      controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
    cancel() {
      read.cancelled = true;
    },
  });
  return { body, read };
}

describe("rule 8, delivery reports: the answer to a webhook call", () => {
  it("200 with an empty body for a report and for a message", async () => {
    const { call, events } = setup();
    for (const fields of [delivered, inbound]) {
      const response = await call(fields);
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }
    expect(events.map(({ kind }) => kind)).toEqual(["delivery", "inbound"]);
  });

  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])(
    "405 with Allow for %s, even with a valid token",
    async (method) => {
      const { webhooks, events } = setup();
      const response = await webhooks.handle(new Request(await webhooks.url("acme"), { method }));
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
      expect(events).toEqual([]);
    },
  );

  it("404 for an unknown provider, a provider without webhooks, and any other path", async () => {
    const { webhooks } = setup();
    const url = await webhooks.url("acme");
    for (const other of [
      url.replace("acme.", "nobody."),
      url.replace("acme.", "silent."),
      "https://app.example/",
      `${url}/x`,
      url.replace("/acme", `/${"x".repeat(8_192)}/acme`),
    ]) {
      expect((await webhooks.handle(post(other, delivered))).status).toBe(404);
    }
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect((await webhooks.handle(post(url.replace("acme.", `${name}.`), delivered))).status).toBe(404);
    }
  });

  it("403 for any wrong token, always the same, and before a byte of the body is read", async () => {
    const { webhooks, events } = setup();
    const url = await webhooks.url("acme", "order-17");
    const answers = new Set<string>();
    for (const forged of [
      url.slice(0, -1),
      url.slice(0, -43),
      url.replace("17", "18"),
      `${url.slice(0, -43)}${"A".repeat(43)}`,
    ]) {
      const { body, read } = endless();
      const response = await webhooks.handle(post(forged, body));
      answers.add(`${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`);
      // A stream is filled once when it is made.
      expect(read.chunks).toBeLessThanOrEqual(1);
    }
    expect([...answers]).toEqual(["403 [] "]);
    expect(events).toEqual([]);
  });

  it.each(["text/plain", "application/xml", "", "application/jsonp", "text/json; charset=utf-8", "json"])(
    "415 for the content type %j",
    async (type) => {
      const { webhooks } = setup();
      const request = post(await webhooks.url("acme"), delivered, { "content-type": type });
      expect((await webhooks.handle(request)).status).toBe(415);
    },
  );

  it.each([
    ["a charset other than UTF-8", { "content-type": "application/json; charset=iso-8859-1" }],
    ["UTF-16", { "content-type": 'application/json; charset="utf-16le"' }],
    ["a form in another charset", { "content-type": "application/x-www-form-urlencoded; charset=windows-1252" }],
    ["a compressed body", { "content-encoding": "gzip" }],
  ])("415 for %s", async (_, headers) => {
    const { webhooks } = setup();
    expect((await webhooks.handle(post(await webhooks.url("acme"), delivered, headers))).status).toBe(415);
  });

  it("413 for a body with a Content-Length above 64 KiB, without reading it", async () => {
    const { webhooks } = setup();
    const { body, read } = endless();
    const request = post(await webhooks.url("acme"), body, { "content-length": String(tooLong) });
    expect((await webhooks.handle(request)).status).toBe(413);
    expect(read.chunks).toBeLessThanOrEqual(1);
  });

  it("413 for a stream with a missing or wrong Content-Length, as soon as it exceeds 64 KiB", async () => {
    for (const headers of [{}, { "content-length": "10" }, { "content-length": "-1" }, { "content-length": "x" }]) {
      const { webhooks } = setup();
      const { body, read } = endless();
      expect((await webhooks.handle(post(await webhooks.url("acme"), body, headers))).status).toBe(413);
      expect(read.chunks).toBeGreaterThanOrEqual(65);
      expect(read.chunks).toBeLessThanOrEqual(67);
      await vi.waitFor(() => expect(read.cancelled).toBe(true));
    }
  });

  it("413 for one byte too many, also in multibyte characters, and 200 for exactly 64 KiB", async () => {
    const { webhooks } = setup();
    const url = await webhooks.url("acme");
    const padded = (bytes: number) => JSON.stringify(delivered).padEnd(bytes, " ");
    expect((await webhooks.handle(post(url, padded(tooLong)))).status).toBe(413);
    expect((await webhooks.handle(post(url, padded(tooLong - 1)))).status).toBe(200);
    const wide = JSON.stringify({ ...delivered, words: "é".repeat(tooLong / 2) });
    expect(wide.length).toBeLessThan(tooLong);
    expect((await webhooks.handle(post(url, wide))).status).toBe(413);
  });

  it("400 for a body that breaks off, and for one that is not bytes", async () => {
    const { webhooks, errors } = setup();
    const url = await webhooks.url("acme");
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("canary")) });
    const text = { method: "POST", url, headers: new Headers({ "content-type": "application/json" }), bodyUsed: false };
    const decoded = { ...text, body: new ReadableStream({ start: (controller) => controller.enqueue("{}") }) };
    expect((await webhooks.handle(post(url, broken))).status).toBe(400);
    expect((await webhooks.handle(decoded as unknown as Request)).status).toBe(400);
    expect(inspect(errors)).not.toContain("canary");
  });

  it("400 for fields that the provider's reader rejects, with the reason for onError only", async () => {
    const { call, errors, events } = setup();
    const response = await call({ status: "delivered", text: "canary" });
    expect([response.status, await response.text()]).toEqual([400, ""]);
    expect(errors).toMatchObject([
      { code: "bad-request", httpStatus: 400, message: expect.stringContaining("id and status must be text.") },
    ]);
    expect(events).toEqual([]);
  });

  it("400, once, for deep JSON whose number cannot be read", async () => {
    const { webhooks, errors } = setup();
    const body = `{"id":"m-1","status":"delivered","to":"25471*****","x":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    expect((await webhooks.handle(post(await webhooks.url("acme"), body))).status).toBe(400);
    expect(errors).toMatchObject([{ code: "bad-request", httpStatus: 400 }]);
  });

  it("200 for a duplicate, and no second event", async () => {
    const { call, events } = setup();
    for (const fields of [delivered, inbound, delivered, inbound, delivered])
      expect((await call(fields)).status).toBe(200);
    expect(events).toHaveLength(2);
  });

  it("200 for duplicates at the same moment, and one event", async () => {
    const { call, events } = setup();
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => call(index % 2 ? delivered : inbound)),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(events.map(({ kind }) => kind).sort()).toEqual(["delivery", "inbound"]);
  });

  it("no secret, number or text in any answer or error, whatever the body", async () => {
    const { webhooks, errors } = setup({
      providers: [
        providerWith("acme", {
          ...webhookCapabilities,
          deliveryReports: { read: ({ id }) => ({ problem: `id ${id} is wrong` }) },
        }),
      ],
    });
    const url = await webhooks.url("acme");
    const bodies = [`{"id":"${phone}"`, JSON.stringify({ id: phone }), `id=${phone}`, "[]", '"canary"', "canary"];
    for (const body of bodies) {
      for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain"]) {
        for (const target of [url, url.slice(0, -1)]) {
          const response = await webhooks.handle(post(target, body, { "content-type": type }));
          expect(response.status).toBeGreaterThanOrEqual(400);
          expect(`${await response.text()}${JSON.stringify([...response.headers])}`).toBe("[]");
        }
      }
    }
    const shown = errors.map((error) => inspect(error, { depth: 9 }) + JSON.stringify(error)).join("\n");
    for (const word of [secret, phone, phone.slice(4), "canary", url.slice(-43)]) expect(shown).not.toContain(word);
  });
});
