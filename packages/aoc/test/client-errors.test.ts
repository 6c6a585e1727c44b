import { assertNoSecrets, errorOf, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { aoc, createAocClient } from "../src/index.ts";
import { apiKey } from "./credentials.ts";
import { sendToJson, spec } from "./setup.ts";

const message = { sender: "MYBRND", to: "919812345678", text: "Hello World!", type: "TRANS" } as const;
const template = { sender: "MYBRND", to: "919812345678", templateId: "1507", custom: [], type: "TRANS" } as const;

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
    const options = { apiKey: value as string, senderId: "MYBRND" };
    for (const make of [() => createAocClient({ apiKey: options.apiKey }), () => aoc(options)]) {
      const error = errorOf(make);
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field: "apiKey" });
      expect(error.message).toBe(`aoc: apiKey ${problem}`);
      assertNoSecrets(error, ["canary", "4711"]);
    }
  });

  it.each([
    ["http://api.aoc-portal.com", "must be https"],
    ["http://localhost.example.com", "must be https"],
    ["api.aoc-portal.com", "is not a URL"],
    ["https://canary:canary@api.aoc-portal.com", "must not contain credentials"],
    ["https://api.aoc-portal.com/#canary", "must end with its path"],
  ])("with the base URL %s", (baseUrl, problem) => {
    for (const given of [baseUrl, { "https://api.aoc-portal.com": baseUrl }] as const) {
      const error = errorOf(() => createAocClient({ apiKey, baseUrl: given }));
      expect(error).toMatchObject({ code: "config", field: "baseUrl" });
      expect(error.message).toContain(problem);
      assertNoSecrets(error, ["canary"]);
    }
  });

  it.each([
    [undefined, "is missing."],
    ["", "is empty; it has 1 to 11 characters."],
    ["TwelveLetter", "has 12 characters; a sender ID has at most 11."],
    ["1234567890123456", "is a number of more than 15 digits."],
  ])("as a provider with the sender ID %j", (senderId, problem) => {
    const error = errorOf(() => aoc({ apiKey, senderId: senderId as string }));
    expect(error).toMatchObject({ code: "config", field: "senderId", provider: "aoc" });
    expect(error.message).toBe(`aoc: senderId ${problem}`);
  });

  it("as a provider with an option that does not exist", () => {
    const error = errorOf(() => aoc({ apiKey, senderId: "MYBRND", ...{ sender: "canary" } }));
    expect(error).toMatchObject({ code: "config", field: "sender" });
    expect(error.message).toContain("did you mean senderId?");
    assertNoSecrets(error, [apiKey, "canary"]);
  });
});

describe("a request that breaks the document is not sent", () => {
  it.each([
    ["/v1/sms", { ...message, txt: "Hello" }, "txt", "did you mean text?"],
    ["/v1/sms", { ...message, custom: [] }, "custom", "there are sender, to, text, type"],
    ["/v1/sms", { ...message, sender: "" }, "sender", "is empty."],
    ["/v1/sms", { ...message, sender: undefined }, "sender", "is missing."],
    ["/v1/sms", { ...message, text: "" }, "text", "is empty."],
    ["/v1/sms", { ...message, type: "trans" }, "type", 'must be one of "TRANS", "PROMO", "OTP".'],
    ["/v1/sms", { ...message, type: undefined }, "type", "is missing."],
    ["/v1/sms", { ...message, to: "919812345678, 919876543210" }, "to", "must be written like"],
    ["/v1/sms", { ...message, to: 919812345678 }, "to", "must be a string, not a number."],
    ["/v1/sms", { ...message, to: ["919812345678"] }, "to", "must be a string, not a list."],
    ["/v1/sms", { ...message, unicode: true }, "unicode", "must be a whole number, not a boolean."],
    ["/v1/sms", { ...message, flash: 0 }, "flash", "must be 1."],
    ["/v1/sms", { ...message, templateId: 1507165650000000001n }, "templateId", "must be a string, not a bigint."],
    ["/v1/sms", undefined, "sender", "is missing."],
    ["/v1/sms/template", { ...template, text: "Hello" }, "text", "there are sender, to, templateId, custom, type."],
    ["/v1/sms/template", { ...template, custom: undefined }, "custom", "is missing."],
    ["/v1/sms/template", { ...template, custom: { 0: "a" } }, "custom", "must be an array, not an object."],
    ["/v1/sms/template", { ...template, custom: ["a", 1] }, "custom[1]", "must be a string, not a number."],
    ["/v1/sms/templates", template, "path", "did you mean POST /v1/sms/template?"],
  ])("on %s: case %# names its field", async (path, body, field, problem) => {
    const { fetch, requests } = recordFetch(() => jsonAnswer(spec.exampleOf("ReplySingle")));
    const client = createAocClient({ apiKey, fetch });
    const error = await rejectionOf(client.POST(path as "/v1/sms", { body } as never));
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field, provider: "aoc" });
    expect(error.message).toContain(problem);
    assertNoSecrets(error, [apiKey, "919812345678", "919876543210"]);
    expect(requests).toEqual([]);
  });
});

describe("a message that breaks the rules of the provider is not sent", () => {
  it.each([
    [{ senderId: "TwelveLetter" }, "senderId", "has 12 characters; a sender ID has at most 11."],
    [{ senderId: "" }, "senderId", "is empty"],
    [{ options: { type: "OTHER" } }, "type", "must be one of"],
    [{ options: { templateId: "" } }, "templateId", "is empty."],
    [{ options: { templateID: "1507" } }, "options.aoc.templateID", "did you mean templateId?"],
    [{ text: "" }, "text", "is empty."],
  ])("%j: the error names %s", async (wrong, field, problem) => {
    const { verdicts, requests, httpStatus } = await sendToJson(spec.exampleOf("ReplySingle"), 200, wrong as never);
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "bad-request", field } }]);
    expect(verdicts).toMatchObject([{ error: { message: expect.stringContaining(problem) } }]);
    expect(httpStatus).toBe(undefined);
    expect(requests).toEqual([]);
  });
});
