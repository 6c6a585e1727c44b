import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { otherPhone, phone } from "./credentials.ts";
import { replyTo, sendTo, sendToJson, shortOf } from "./setup.ts";

const to = [phone, otherPhone];

describe("an answer that proves nothing", () => {
  const reply = replyTo("919812345678");
  it.each([
    ["a list of messages", reply.data],
    ["a message of success alone", { message: reply.message }],
    ["data of null", { ...reply, data: null }],
    ["data as text", { ...reply, data: "919812345678" }],
    ["data as an object", { ...reply, data: { 0: reply.data[0] } }],
    ["a message of null", { ...reply, data: [null] }],
    ["a message as text", { ...reply, data: ["request:1"] }],
    ["no id", { ...reply, data: [{ recipient: "919812345678" }] }],
    ["an id of null", { ...reply, data: [{ recipient: "919812345678", messageId: null }] }],
    ["an empty id", { ...reply, data: [{ recipient: "919812345678", messageId: "" }] }],
    ["an id as a number", { ...reply, data: [{ recipient: "919812345678", messageId: 1 }] }],
    ["an id in a list", { ...reply, data: [{ recipient: "919812345678", messageId: ["request:1"] }] }],
  ])("is unknown: %s", async (_, body) => {
    expect(shortOf(await sendToJson(body))).toEqual(["unknown unreadable-response 200"]);
  });

  it("has the code of its status if its JSON says nothing", async () => {
    expect(shortOf(await sendToJson(null, 400))).toEqual(["unknown bad-request 400"]);
    expect(shortOf(await sendToJson("no", 401))).toEqual(["unknown auth 401"]);
    expect(shortOf(await sendToJson({}, 500))).toEqual(["unknown provider-down 500"]);
  });
});

describe("any answer at all", () => {
  const statuses = fc.constantFrom(200, 201, 204, 308, 400, 401, 402, 404, 429, 500, 502);
  const groups = fc.constantFrom([phone], to);
  const sent = fc.record(
    {
      recipient: fc.oneof(fc.constantFrom("919812345678", "+919876543210"), fc.jsonValue()),
      messageId: fc.oneof(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const nearly = fc.record(
    {
      data: fc.oneof(fc.array(sent, { maxLength: 3 }), fc.jsonValue()),
      error: fc.oneof(fc.constant(null), fc.jsonValue()),
      message: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it("in JSON is accepted or unknown, never rejected, and accepted only under a 2xx without an error", async () => {
    const property = fc.asyncProperty(fc.oneof(nearly, fc.jsonValue()), statuses, groups, async (body, status, all) => {
      const empty = status === 204;
      const answer = () => new Response(empty ? null : JSON.stringify(body), { status });
      const { verdicts } = await sendTo(answer, { to: all });
      const { error }: { error?: unknown } = Object(body);
      expect(verdicts).toHaveLength(all.length);
      for (const each of verdicts) {
        if (each.status === "accepted") {
          expect([200, 201]).toContain(status);
          expect(each.id).not.toBe("");
          expect(error ?? null).toBe(null);
        } else {
          expect(each.status).toBe("unknown");
          expect(isSmsError(each.error) && each.error.mayHaveBeenSent).toBe(true);
        }
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
