import { readFileSync } from "node:fs";
import { createValidator, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createTouchbaseproClient } from "../src/index.ts";
import { apiKey, otherPhone, phone, text } from "./credentials.ts";
import { outcome, replyOf, sendTo, sendToJson, shortOf, spec, specFile } from "./setup.ts";

const { exampleOf } = spec;
const validator = createValidator(spec.document);

/** How many violations the validator finds in an answer to sendMessage. */
async function violationsIn(response: Response): Promise<number> {
  return (await validator.checkResponse("sendMessage", response)).length;
}

const to = [phone, otherPhone];
const both = [outcome(27831234567, { apiMessageId: "A" }), outcome(27832345678, { apiMessageId: "B" })];

describe("requests", () => {
  it("touchbasepro-legacy-call: the documented call is the only one, and it is the one that is sent", async () => {
    expect(Object.keys(spec.objectAt("paths"))).toEqual(["/sms/messages"]);
    expect(spec.operations.map(({ operationId }) => operationId)).toEqual(["sendMessage"]);
    expect(spec.document.webhooks).toBe(undefined);
    const { requests } = await sendToJson(replyOf(both), 202, { to });
    expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(["POST /sms/messages"]);
    expect(Object.keys(await requests[0]?.json())).toEqual(["text", "to"]);
  });

  it("touchbasepro-number-format: numbers go out as strings with a plus, and others do not go out", async () => {
    const { requests } = await sendToJson(replyOf(both), 202, { to });
    expect(await requests[0]?.json()).toMatchObject({ to: ["+27831234567", "+27832345678"] });
    const { fetch, requests: none } = recordFetch(() => jsonAnswer(replyOf(both), 202));
    const client = createTouchbaseproClient({ apiKey, fetch });
    for (const wrong of ["27831234567", 27831234567]) {
      const body = { text, to: [wrong as string] };
      expect(await rejectionOf(client.POST("/sms/messages", { body }))).toMatchObject({ field: "to[0]" });
    }
    expect(none).toEqual([]);
  });

  it("touchbasepro-sample-numbers: the numbers of the examples are whole, and the same on both sides", () => {
    for (const name of ["Accepted", "PartlyRejected"]) {
      const asked = exampleOf(`Request${name}`).to as string[];
      const answered = (exampleOf(`Reply${name}`).messages as { to: string | number }[]).map((one) => `+${one.to}`);
      expect(answered).toEqual(asked);
      for (const number of asked) expect(number).toMatch(/^\+27\d{9}$/);
    }
  });

  it("touchbasepro-required-not-marked: neither the text nor a number may be missing", async () => {
    const { fetch, requests } = recordFetch(() => jsonAnswer(replyOf(both), 202));
    const client = createTouchbaseproClient({ apiKey, fetch });
    for (const [body, field] of [
      [{ to }, "text"],
      [{ text }, "to"],
      [{ text, to: [] }, "to"],
    ] as const) {
      expect(await rejectionOf(client.POST("/sms/messages", { body: body as never }))).toMatchObject({ field });
    }
    expect(requests).toEqual([]);
  });

  it("touchbasepro-quoted-authorization: the key follows the word Bearer and a space, without quotation marks", async () => {
    const { requests } = await sendToJson(replyOf(both), 202, { to });
    expect(requests[0]?.headers.get("authorization")).toBe("Bearer canary-key-4711");
    expect(spec.at("components", "securitySchemes", "bearer")).toMatchObject({ type: "http", scheme: "bearer" });
  });

  it("touchbasepro-sample-boilerplate: the URL has no query, and the body is JSON", async () => {
    const { requests } = await sendToJson(replyOf(both), 202, { to });
    expect(requests.map(({ url }) => url)).toEqual(["https://api.touchbasepro.com/sms/messages"]);
    expect(requests[0]?.headers.get("content-type")).toBe("application/json");
    expect(spec.operations.flatMap(({ parameters }) => parameters)).toEqual([]);
    expect(spec.operations[0]?.body?.contents.map(({ mediaType }) => mediaType)).toEqual(["application/json"]);
  });
});

describe("replies", () => {
  it("touchbasepro-reply-number-type: a number comes back as a string or as a number, and its digits are compared", async () => {
    for (const written of [27831234567, "27831234567", "+27831234567"]) {
      const reply = replyOf([outcome(27832345678), outcome(written, { apiMessageId: "A" })]);
      expect(shortOf(await sendToJson(reply, 202, { to }))[0]).toBe("accepted A");
      expect(await violationsIn(jsonAnswer(reply, 202))).toBe(0);
    }
  });

  it("touchbasepro-rejected-inside-202: a number is taken only if it is accepted and the request has no error", async () => {
    expect(shortOf(await sendToJson(replyOf(both), 202, { to }))).toEqual(["accepted A", "accepted B"]);
    const partly = [both[0], outcome(27832345678, { accepted: false, apiMessageId: null, error: "Name" })];
    expect(shortOf(await sendToJson(replyOf(partly), 202, { to }))).toEqual([
      "accepted A",
      "rejected invalid-recipient 202",
    ]);
    for (const field of ["errorCode", "error", "errorDescription"]) {
      const { verdicts } = await sendToJson(replyOf(both, { [field]: "101" }), 202, { to });
      expect(verdicts.map(({ status }) => status)).toEqual(["unknown", "unknown"]);
    }
    const examples = Object.keys(spec.objectAt("components", "examples"));
    const assumed = examples.filter(
      (name) => spec.objectAt("components", "examples", name)["x-evidence"] === "assumed",
    );
    expect(assumed.sort()).toEqual([
      "ReplyPartlyRejected",
      "ReplyRejectedWhole",
      "RequestPartlyRejected",
      "RequestRejectedWhole",
    ]);
  });

  it("touchbasepro-rejected-without-id: the id of a rejected number may be null, and accepted is read first", async () => {
    for (const apiMessageId of [null, "A"]) {
      const reply = replyOf([outcome(27831234567, { apiMessageId, accepted: false })]);
      expect(shortOf(await sendToJson(reply))).toEqual(["rejected invalid-recipient 202"]);
      expect(await violationsIn(jsonAnswer(reply, 202))).toBe(0);
    }
    const reply = replyOf([outcome(27831234567, { apiMessageId: null })]);
    expect(shortOf(await sendToJson(reply))).toEqual(["unknown unreadable-response 202"]);
  });

  it("touchbasepro-error-code-values: a code is shown, and no verdict depends on which one it is", async () => {
    for (const errorCode of ["101", "114", "0", "ANYTHING", null]) {
      const rejection = replyOf([outcome(27831234567, { accepted: false, errorCode, error: "Name" })]);
      const report = await sendToJson(rejection);
      expect(shortOf(report)).toEqual(["rejected invalid-recipient 202"]);
      expect(report.verdicts).toMatchObject([{ error: { providerCode: errorCode ?? undefined } }]);
      expect(await violationsIn(jsonAnswer(rejection, 202))).toBe(0);
    }
    expect(await violationsIn(jsonAnswer(replyOf([outcome(27831234567, { errorCode: 101 })]), 202))).toBe(1);
  });
});

describe("rejections", () => {
  it("touchbasepro-credits-405: 405 is about credit whatever it says, and 403 about the account", async () => {
    for (const message of ["You don't have enough credits on your account!", "Method Not Allowed"]) {
      const [credit] = (await sendToJson({ status: 405, message }, 405)).verdicts;
      expect(credit).toMatchObject({ error: { code: "insufficient-balance", providerMessage: message } });
    }
    expect((await sendToJson(exampleOf("ReplySuspended"), 403)).verdicts).toMatchObject([{ error: { code: "auth" } }]);
  });

  it("touchbasepro-balance-failure-405-or-500: nothing was sent after the 405, and the 500 proves nothing", async () => {
    const statusAfter = async (name: string, httpStatus: number) => {
      const { verdicts } = await sendToJson(exampleOf(name), httpStatus);
      return verdicts.map(({ status }) => status);
    };
    expect(await statusAfter("ReplyBalanceUpdateFailed", 405)).toEqual(["rejected"]);
    expect(await statusAfter("ReplyNotEnoughCredits", 405)).toEqual(["rejected"]);
    expect(await statusAfter("ReplyCreditUpdateFailed", 500)).toEqual(["unknown"]);
    expect(await statusAfter("ReplyInternalError", 500)).toEqual(["unknown"]);
  });

  it("touchbasepro-retry-seconds-in-text: the seconds to wait are in the text, after two spaces, without brackets", async () => {
    const { message } = exampleOf("ReplyRateLimited");
    expect(message).toMatch(/^Rate limit is exceeded\. {2}Try again in (\d+) seconds\.$/);
    const { verdicts } = await sendTo(() => jsonAnswer({ status: 429, message }, 429));
    expect(verdicts).toMatchObject([{ error: { code: "rate-limited", retryAfterMs: 27_000 } }]);
    for (const bracketed of ["(27)", "{27}"]) {
      const other = String(message).replace("27", bracketed);
      const report = await sendToJson({ status: 429, message: other }, 429);
      expect(report.verdicts).toMatchObject([{ error: { code: "rate-limited", retryAfterMs: undefined } }]);
    }
  });

  it("touchbasepro-typos: the slips of the page are not in the description, outside the note about them", () => {
    const slips = /must must|recieved|it's status|was send to|misformed/;
    const note = readFileSync(specFile, "utf8")
      .split("\n")
      .filter((line) => slips.test(line));
    expect(note).toEqual([expect.stringMatching(/^ *note: "There are slips in spelling and wording/)]);
  });
});
