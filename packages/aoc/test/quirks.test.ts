import { readFileSync } from "node:fs";
import { createValidator, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createAocClient } from "../src/index.ts";
import { apiKey, otherPhone, phone } from "./credentials.ts";
import { replyTo, sendToJson, shortOf, spec, specFile } from "./setup.ts";

const { exampleOf } = spec;
const validator = createValidator(spec.document);

const message = { sender: "MYBRND", to: "919812345678", text: "Hello World!", type: "TRANS" } as const;
const { text: _, ...addressed } = message;
const template = { ...addressed, templateId: "1507", custom: [] as string[] };

function connect() {
  const { fetch, requests } = recordFetch(() => jsonAnswer(exampleOf("ReplySingle")));
  return { requests, client: createAocClient({ apiKey, fetch }) };
}

describe("where requests go", () => {
  it("aoc-no-url: host and paths are those of public clients, and say so", async () => {
    const { client, requests } = connect();
    await client.POST("/v1/sms", { body: message });
    await client.POST("/v1/sms/template", { body: template });
    expect(requests.map(({ url }) => url)).toEqual([
      "https://api.aoc-portal.com/v1/sms",
      "https://api.aoc-portal.com/v1/sms/template",
    ]);
    const evidence = ["/v1/sms", "/v1/sms/template"].map((path) => spec.at("paths", path, "post", "x-evidence"));
    expect(evidence).toEqual(["observed", "observed"]);
  });

  it("aoc-two-hosts: AOC's host is the first, and Azmarq's the second and only assumed", async () => {
    expect(spec.document.servers).toMatchObject([
      { url: "https://api.aoc-portal.com", "x-evidence": "observed" },
      { url: "https://api.azmarq.com", "x-evidence": "assumed" },
    ]);
    const { requests } = await sendToJson(replyTo("919812345678"));
    expect(requests.map(({ url }) => new URL(url).host)).toEqual(["api.aoc-portal.com"]);
  });

  it("aoc-header-names: the media type is in Content-Type, and the key is found whatever its case", async () => {
    const { requests } = await sendToJson(replyTo("919812345678"));
    const headers = requests[0]?.headers;
    expect(headers?.get("Content-Type")).toBe("application/json");
    expect(headers?.has("contentType")).toBe(false);
    expect([headers?.get("apiKey"), headers?.get("apikey")]).toEqual([apiKey, apiKey]);
    const key = spec.at("components", "securitySchemes", "key");
    expect(key).toMatchObject({ type: "apiKey", in: "header", name: "apiKey" });
  });
});

describe("requests", () => {
  it("aoc-invalid-request-samples: the fields of the samples go out as a JSON object", async () => {
    for (const name of ["Single", "Otp", "Bulk", "Unicode", "Flash", "TemplateWithText"]) {
      const { client, requests } = connect();
      const body = exampleOf(`Request${name}`);
      await client.POST("/v1/sms", { body: body as unknown as typeof message });
      expect(JSON.parse((await requests[0]?.text()) ?? "")).toEqual(body);
    }
  });

  it("aoc-recipient-list: numbers are joined with commas and nothing else, and spaces are an error", async () => {
    const { requests } = await sendToJson(replyTo("919812345678"), 200, { to: [phone, otherPhone] });
    expect(await requests[0]?.json()).toMatchObject({ to: "919812345678,919876543210" });
    expect(exampleOf("RequestBulk").to).toMatch(/^\d+(,\d+){2}$/);
    const { client, requests: none } = connect();
    for (const to of ["919812345678, 919876543210", '"919812345678', "919812345678,", "919812345678;919876543210"]) {
      expect(await rejectionOf(client.POST("/v1/sms", { body: { ...message, to } }))).toMatchObject({ field: "to" });
    }
    expect(none).toEqual([]);
  });

  it("aoc-switch-values: a switch is 1 or omitted, and switches may be combined", async () => {
    const { client, requests } = connect();
    for (const wrong of [{ unicode: 0 }, { flash: 0 }, { unicode: true }, { flash: "1" }]) {
      const body = { ...message, ...wrong } as unknown as typeof message;
      expect(await rejectionOf(client.POST("/v1/sms", { body }))).toMatchObject({ field: Object.keys(wrong)[0] });
    }
    expect(requests).toEqual([]);
    const both = { ...message, unicode: 1, flash: 1, templateId: "1507" } as const;
    await client.POST("/v1/sms", { body: both });
    expect(await requests[0]?.json()).toEqual(both);
    const off = await sendToJson(replyTo("919812345678"), 200, { options: { unicode: false, flash: false } });
    expect(Object.keys(await off.requests[0]?.json())).toEqual(["sender", "to", "text", "type"]);
  });

  it("aoc-type-values: there are three routes and no other", async () => {
    expect(spec.at("components", "schemas", "RouteType")).toMatchObject({ enum: ["TRANS", "PROMO", "OTP"] });
    const { client, requests } = connect();
    for (const type of ["TRANS", "PROMO", "OTP"] as const) await client.POST("/v1/sms", { body: { ...message, type } });
    expect(requests).toHaveLength(3);
    const other = { ...message, type: "FLASH" as "TRANS" };
    const error = await rejectionOf(client.POST("/v1/sms", { body: other }));
    expect(error.message).toBe('aoc: type must be one of "TRANS", "PROMO", "OTP".');
    expect(requests).toHaveLength(3);
  });

  it("aoc-template-type: a template takes the same three routes", async () => {
    const { client, requests } = connect();
    for (const type of ["TRANS", "PROMO", "OTP"] as const) {
      await client.POST("/v1/sms/template", { body: { ...template, type } });
    }
    expect(requests).toHaveLength(3);
    const other = { ...template, type: "trans" as "TRANS" };
    expect(await rejectionOf(client.POST("/v1/sms/template", { body: other }))).toMatchObject({ field: "type" });
  });

  it("aoc-template-two-calls: a finished text and a template to fill in are two calls on two paths", async () => {
    const { client, requests } = connect();
    await client.POST("/v1/sms", { body: { ...message, templateId: "1507" } });
    await client.POST("/v1/sms/template", { body: { ...template, custom: ["a"] } });
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(["/v1/sms", "/v1/sms/template"]);
    const textless = { ...message, text: undefined, templateId: "1507" } as unknown as typeof message;
    expect(await rejectionOf(client.POST("/v1/sms", { body: textless }))).toMatchObject({ field: "text" });
    const texted = { ...template, text: "Hello" };
    expect(await rejectionOf(client.POST("/v1/sms/template", { body: texted }))).toMatchObject({ field: "text" });
    const sent = await sendToJson(replyTo("919812345678"), 200, { options: { templateId: "1507" } });
    expect(sent.requests.map(({ url }) => new URL(url).pathname)).toEqual(["/v1/sms"]);
  });

  it("aoc-custom-object-or-array: the values of a template are a list of strings, which may be empty but not omitted", async () => {
    const { client, requests } = connect();
    for (const custom of [[], ["var1", "var2"]]) {
      await client.POST("/v1/sms/template", { body: { ...template, custom } });
      expect(await requests.at(-1)?.clone().json()).toMatchObject({ custom });
    }
    for (const custom of [undefined, null, {}, { 0: "var1" }, "var1", [1]]) {
      const body = { ...template, custom } as unknown as typeof template;
      const { field } = await rejectionOf(client.POST("/v1/sms/template", { body }));
      expect(field).toMatch(/^custom/);
    }
    expect(requests).toHaveLength(2);
  });

  it("aoc-copied-descriptions: text is described as a text, and flash as a flash message", async () => {
    const descriptionOf = (field: string) =>
      spec.at("components", "schemas", "SendMessageRequest", "properties", field, "description");
    expect(descriptionOf("text")).toMatch(/^The text\./);
    expect(descriptionOf("flash")).toMatch(/^1 for a flash message/);
    const { requests } = await sendToJson(replyTo("919812345678"), 200, { text: "A text", options: { flash: true } });
    expect(await requests[0]?.json()).toMatchObject({ text: "A text", flash: 1 });
  });
});

describe("replies", () => {
  const violations = async (body: object) => (await validator.checkResponse("sendMessage", jsonAnswer(body))).length;

  it("aoc-failures-missing: success is a 2xx whose error is null, and a failure in any form proves nothing", async () => {
    expect(shortOf(await sendToJson(replyTo("919812345678")))).toEqual(["accepted request:1"]);
    for (const error of ["Refused", { message: "Refused" }]) {
      const report = await sendToJson({ ...replyTo("919812345678"), error });
      expect(shortOf(report)).toEqual(["unknown unreadable-response 200"]);
      expect(report.verdicts).toMatchObject([{ error: { providerMessage: "Refused" } }]);
    }
    const failures = spec.answersOf("sendMessage").filter(({ code }) => code !== "200");
    expect(failures.map(({ key }) => key)).toEqual(["4XX messageText", "4XX errorText", "4XX errorObject"]);
    for (const { value } of failures) {
      expect(shortOf(await sendToJson(value, 403))).toEqual(["unknown auth 403"]);
    }
    expect(spec.at("components", "responses", "Refused")).toMatchObject({ "x-evidence": "observed" });
  });

  it("aoc-id-masks: ids are taken as they are, and a message id ends in a colon and its position", async () => {
    const masked = { ...replyTo("919812345678"), id: "58d63c02-xxxx-xxxx-xxxx-xxxxxxxxxxx" };
    masked.data = [{ recipient: "919812345678", messageId: "58d63c02-xxxxx-xxxx:1" }];
    expect(shortOf(await sendToJson(masked))).toEqual(["accepted 58d63c02-xxxxx-xxxx:1"]);
    expect(await violations(masked)).toBe(0);
    const unnumbered = { ...masked, data: [{ recipient: "919812345678", messageId: "58d63c02" }] };
    expect(await violations(unnumbered)).toBe(1);
    const { id, data } = exampleOf("ReplyBulk") as { id: string; data: { messageId: string }[] };
    expect(data.map(({ messageId }) => messageId)).toEqual([`${id}:1`, `${id}:2`, `${id}:3`]);
  });

  it("aoc-flash-reply-place: flash is beside data, like unicode, and may be absent", async () => {
    expect(exampleOf("ReplyFlash").flash).toBe(1);
    expect(exampleOf("ReplyUnicode").unicode).toBe(1);
    const { flash: _, ...plain } = exampleOf("ReplyFlash");
    expect([await violations(exampleOf("ReplyFlash")), await violations(plain)]).toEqual([0, 0]);
    const inside = { ...plain, data: [...(plain.data as object[]), { flash: 1 }] };
    expect(await violations(inside)).toBeGreaterThan(0);
  });
});

describe("the page", () => {
  it("aoc-whatsapp-listed: there is no call but the two for SMS", () => {
    expect(spec.operations.map(({ operationId, path }) => `${operationId} ${path}`)).toEqual([
      "sendMessage /v1/sms",
      "sendTemplateMessage /v1/sms/template",
    ]);
    const { schemas, examples } = spec.objectAt("components");
    const named = Object.keys({ ...spec.objectAt("paths"), ...Object(schemas), ...Object(examples) });
    expect(named.filter((name) => /whatsapp/i.test(name))).toEqual([]);
  });

  it("aoc-typos: the slips of the page are not in the description, outside the note about them", () => {
    const slips = /These Programmable|themessage|Required Attribute\b/;
    const note = readFileSync(specFile, "utf8")
      .split("\n")
      .filter((line) => slips.test(line));
    expect(note).toEqual([expect.stringMatching(/^ *note: 'There are small slips/)]);
  });
});
