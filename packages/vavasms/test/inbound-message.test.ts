import { createValidator } from "@polysms/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";
import { spec } from "./setup.ts";

const { exampleOf } = spec;
const validator = createValidator(spec.document);

const { read } = vavasms({ ...account, senderId: "Brand" }).can.inboundMessages;
const received = exampleOf("InboundMessageReceived");
const { form: _, ...withoutForm } = received;

describe("rule 8, inbound messages: what VavaSMS posts", () => {
  it("is read from the documented fields", () => {
    expect(read(received)).toEqual({
      id: "SM-20190623-1217881",
      from: "+2250709000001",
      text: "STOP",
      receivedAt: "2019-06-23 14:05:00",
    });
  });

  it("vavasms-inbound-form-field: the sender is in form, and in from only if form is missing", async () => {
    expect(read({ ...received, from: "+254712345678" })).toMatchObject({ from: "+2250709000001" });
    for (const form of [undefined, null, "", " "]) {
      expect(read({ ...received, form, from: "+254712345678" })).toMatchObject({ from: "+254712345678" });
    }
    expect(read(withoutForm)).toEqual({ problem: "form must be the number of the sender." });
    const call = (fields: object) =>
      new Request("https://receiver.example/sms", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fields),
      });
    expect((await validator.checkWebhook("onInboundMessage", call(received))).violations).toEqual([]);
    expect((await validator.checkWebhook("onInboundMessage", call(withoutForm))).violations).not.toEqual([]);
  });

  it.each([
    ["+2250709000001", "+2250709000001"],
    ["2250709000001", "+2250709000001"],
    [2_250_709_000_001, "+2250709000001"],
    ["0709000001", "+2250709000001"],
    ["07 09 00 00 01", "+2250709000001"],
    ["254712345678", "+254712345678"],
    ["00254712345678", "+254712345678"],
    ["98001", "98001"],
    ["09000001", "09000001"],
    ["12345678", "12345678"],
    ["7123456789", "7123456789"],
    ["OrangeCI", "OrangeCI"],
  ])("the sender %j is %j", (form, from) => {
    expect(read({ ...received, form })).toMatchObject({ from });
  });

  it("takes an empty text, a long one and any characters as they are", () => {
    for (const content of ["", " ", "STOP\u0000", "é😀".repeat(2_000), "<script>", "a=b&c=d"]) {
      expect(read({ ...received, content })).toMatchObject({ text: content });
    }
  });

  it.each([
    [4821, "4821"],
    [0, "0"],
    [-1.5, "-1.5"],
    ["92233720368547758071", "92233720368547758071"],
  ])("takes a number as text: %j", (content, text) => {
    expect(read({ ...received, content })).toMatchObject({ text });
    const date = 1_561_298_700;
    expect(read({ ...received, message_id: 17, form: 98_001, sms_date: date })).toMatchObject({
      id: "17",
      from: "98001",
      receivedAt: `${date}`,
    });
  });

  it("takes no id that may have lost digits", () => {
    for (const message_id of [2 ** 53, 1e21, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(read({ ...received, message_id })).toEqual({ problem: "message_id must be text." });
    }
  });

  it("needs no date", () => {
    expect(read({ ...received, sms_date: undefined })).toMatchObject({ receivedAt: undefined });
  });

  it.each(["message_id", "form", "content"])("a wrong %s is named, and nothing is repeated", (field) => {
    for (const value of [undefined, null, {}, [], true, ["STOP"]]) {
      const { problem } = read({ ...received, [field]: value }) as { problem: string };
      expect(problem).toMatch(new RegExp(`^${field} must be [^"]+\\.$`));
      expect(problem).not.toMatch(/STOP|2250709/);
    }
  });

  it("never throws, whatever the fields are", () => {
    const names = fc.constantFrom("message_id", "form", "from", "content", "sms_date", "__proto__");
    fc.assert(
      fc.property(fc.dictionary(names, fc.anything()), (fields) => {
        const message = read(fields);
        expect("problem" in message || typeof message.text === "string").toBe(true);
      }),
    );
  });
});
