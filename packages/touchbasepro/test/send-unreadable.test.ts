import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { otherPhone, phone } from "./credentials.ts";
import { outcome, replyOf, sendTo, sendToJson, shortOf } from "./setup.ts";

const unsaid = "unknown unreadable-response 202";

describe("an answer that proves nothing", () => {
  it.each([
    ["a list of outcomes", [outcome(27831234567)]],
    ["an error without messages", { errorCode: "101", error: "Name", errorDescription: "Words" }],
    ["an error of a gateway", { error: "upstream timeout" }],
    ["messages of null", replyOf(null)],
    ["messages as text", replyOf("27831234567", { error: "Name" })],
    ["messages as an object", replyOf({ 0: outcome(27831234567) })],
    ["an outcome of null", replyOf([null])],
    ["an outcome as text", replyOf(["27831234567"])],
    ["accepted as text", replyOf([outcome(27831234567, { accepted: "true" })])],
    ["accepted as a number", replyOf([outcome(27831234567, { accepted: 1 })])],
    ["accepted of null", replyOf([outcome(27831234567, { accepted: null })])],
    ["no accepted, but an error", replyOf([outcome(27831234567, { accepted: undefined, error: "Name" })])],
    ["no id", replyOf([outcome(27831234567, { apiMessageId: undefined })])],
    ["an id of null", replyOf([outcome(27831234567, { apiMessageId: null })])],
    ["an empty id", replyOf([outcome(27831234567, { apiMessageId: "" })])],
    ["an id as a number", replyOf([outcome(27831234567, { apiMessageId: 7 })])],
    ["an error of the request that is not a string", replyOf([], { errorCode: 101 })],
    ["an error of the request in an object", replyOf([outcome(27831234567)], { error: { name: "Name" } })],
    ["an error of the request that is false", replyOf([outcome(27831234567)], { error: false })],
  ])("is unknown: %s", async (_, body) => {
    expect(shortOf(await sendToJson(body))).toEqual([unsaid]);
  });

  it("leaves the others their verdict when the number of one cannot be read", async () => {
    for (const strange of [null, [], [27831234567], {}, { toString: null }, true, 1e30]) {
      const messages = [outcome(strange), outcome(27832345678, { apiMessageId: "B" })];
      const report = await sendToJson(replyOf(messages), 202, { to: [phone, otherPhone] });
      expect(shortOf(report)).toEqual([unsaid, "accepted B"]);
    }
  });

  it("shows the status that it had, also when that is another 2xx than the documented one", async () => {
    const report = await sendToJson(replyOf([]), 200);
    expect(shortOf(report)).toEqual(["unknown unreadable-response 200"]);
    expect(report.httpStatus).toBe(200);
    const rejection = replyOf([outcome(27831234567, { accepted: false })]);
    expect(shortOf(await sendToJson(rejection, 200))).toEqual(["rejected invalid-recipient 200"]);
  });
});

describe("any answer at all", () => {
  const statuses = fc.constantFrom(200, 202, 204, 307, 400, 401, 404, 405, 429, 500, 502);
  const groups = fc.constantFrom([phone], [phone, otherPhone]);
  const message = fc.record(
    {
      apiMessageId: fc.oneof(fc.string(), fc.jsonValue()),
      accepted: fc.oneof(fc.boolean(), fc.jsonValue()),
      to: fc.oneof(fc.constantFrom(27831234567, "+27832345678"), fc.jsonValue()),
      error: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const nearly = fc.record(
    {
      messages: fc.oneof(fc.array(message, { maxLength: 3 }), fc.jsonValue()),
      errorCode: fc.oneof(fc.constant(null), fc.jsonValue()),
      error: fc.oneof(fc.constant(null), fc.string(), fc.jsonValue()),
      message: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it("in JSON gives a verdict per recipient, proven only by a documented status or by the body of a 2xx", async () => {
    const property = fc.asyncProperty(fc.oneof(nearly, fc.jsonValue()), statuses, groups, async (body, status, to) => {
      const empty = status === 204;
      const { verdicts } = await sendTo(() => new Response(empty ? null : JSON.stringify(body), { status }), { to });
      expect(verdicts).toHaveLength(to.length);
      for (const each of verdicts) {
        if (each.status === "accepted") {
          expect([200, 202]).toContain(status);
          expect(each.id).not.toBe("");
          expect(JSON.stringify(body)).toContain('"accepted":true');
          continue;
        }
        expect(isSmsError(each.error)).toBe(true);
        expect(each.error.mayHaveBeenSent).toBe(each.status === "unknown");
        if (each.status === "rejected") expect([200, 202, 400, 401, 405, 429]).toContain(status);
        if (each.status === "rejected" && status < 300) expect(JSON.stringify(body)).toContain('"messages":[');
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
