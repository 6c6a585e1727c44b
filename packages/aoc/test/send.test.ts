import { describe, expect, it } from "vitest";
import { otherPhone, phone, text } from "./credentials.ts";
import { replyTo, sendToJson, shortOf, spec } from "./setup.ts";

const to = [phone, otherPhone];
const unsaid = "unknown unreadable-response 200";

describe("documented answers", () => {
  const uuid = (middle: string) => `accepted 58d63c02-${middle}-5e6f9bb39453:1`;
  const expected: Record<string, string> = {
    "200 single": uuid("1f4e-4a7b-9c3d"),
    "200 otp": uuid("2a5c-4b8d-8e1f"),
    // Three outcomes, and none of them is about our only number.
    "200 bulk": unsaid,
    "200 unicode": uuid("4c7e-4daf-a031"),
    "200 flash": uuid("5d8f-4eb0-b142"),
    "200 templateWithText": uuid("6e90-4fc1-8253"),
    "4XX messageText": "unknown bad-request 400",
    "4XX errorText": "unknown bad-request 400",
    "4XX errorObject": "unknown bad-request 400",
  };
  const answers = spec.answersOf("sendMessage");

  it.each(answers)("$key has its verdict", async ({ key, value, status }) => {
    const report = await sendToJson(value, status);
    expect(shortOf(report)).toEqual([expected[key]]);
    expect(report.httpStatus).toBe(status);
    expect(report.requests).toHaveLength(1);
  });

  it("are all listed here, and nothing else is", () => {
    expect(answers.map(({ key }) => key).sort()).toEqual(Object.keys(expected).sort());
    expect(Object.keys(spec.objectAt("paths", "/v1/sms", "post", "responses"))).toEqual(["200", "4XX"]);
    expect(JSON.stringify(spec.document)).not.toContain("x-error-codes");
  });

  it("keep the provider's words, wherever they are", async () => {
    for (const { value, status } of answers.filter(({ code }) => code === "4XX")) {
      const { verdicts } = await sendToJson(value, status);
      expect(verdicts).toMatchObject([
        { error: { message: "aoc: HTTP 400: Request refused", providerMessage: "Request refused" } },
      ]);
      expect(verdicts).toMatchObject([{ error: { hint: expect.stringContaining("does not prove") } }]);
    }
    const { verdicts: wordless } = await sendToJson({}, 400);
    expect(wordless).toMatchObject([{ error: { message: "aoc: HTTP 400.", providerMessage: undefined } }]);
  });
});

describe("a rejection proves nothing, because none is documented", () => {
  const codes: Record<number, string> = {
    400: "bad-request",
    401: "auth",
    402: "insufficient-balance",
    403: "auth",
    404: "unreadable-response",
    409: "unreadable-response",
    422: "unreadable-response",
    429: "rate-limited",
    499: "unreadable-response",
    500: "provider-down",
    502: "provider-down",
    503: "provider-down",
    599: "provider-down",
  };
  it.each(Object.entries(codes))("%s is unknown, with the code %s", async (status, code) => {
    for (const body of [{ message: "Request refused" }, { error: "Request refused" }, replyTo("919812345678")]) {
      const verdict = `unknown ${code} ${status}`;
      expect(shortOf(await sendToJson(body, Number(status), { to }))).toEqual([verdict, verdict]);
    }
  });

  it("under 200 either: an error beside the messages makes every recipient unknown", async () => {
    for (const [error, words] of [
      ["Insufficient balance", "Insufficient balance"],
      [{ message: "Insufficient balance" }, "Insufficient balance"],
      [{ message: 7 }, "Message Sent Successfully!"],
      [false, "Message Sent Successfully!"],
      [0, "Message Sent Successfully!"],
      [[], "Message Sent Successfully!"],
    ]) {
      const body = { ...replyTo("919812345678", "919876543210"), error };
      const report = await sendToJson(body, 200, { to });
      expect(shortOf(report)).toEqual([unsaid, unsaid]);
      expect(report.verdicts).toMatchObject([{ error: { providerMessage: words } }, {}]);
    }
  });
});

describe("one outcome per number", () => {
  it("is found by its digits, wherever it is and however it is written", async () => {
    for (const [first, second] of [
      ["919812345678", "919876543210"],
      ["+919812345678", "+91 98765 43210"],
      [919812345678, "919876543210"],
    ]) {
      expect(shortOf(await sendToJson(replyTo(second, first), 200, { to }))).toEqual([
        "accepted request:2",
        "accepted request:1",
      ]);
    }
  });

  it.each([
    ["fewer than numbers", ["919812345678"], ["accepted request:1", unsaid]],
    ["none", [], [unsaid, unsaid]],
    ["only other numbers", ["919000000001", "919000000002"], [unsaid, unsaid]],
    ["more than numbers", ["919812345678", "919876543210", "1"], ["accepted request:1", "accepted request:2"]],
    ["the same number twice", ["919812345678", "919812345678", "919876543210"], [unsaid, "accepted request:3"]],
    ["half a number", ["9812345678", "91987654321", "9198123456780"], [unsaid, unsaid]],
    ["without numbers", [null, undefined], [unsaid, unsaid]],
    ["numbers of the wrong types", [["919812345678"], { toString: null }], [unsaid, unsaid]],
  ])("is unknown where the outcomes are %s", async (_, recipients, verdicts) => {
    expect(shortOf(await sendToJson(replyTo(...recipients), 200, { to }))).toEqual(verdicts);
  });

  it("belongs to the only number without comparing, but not if there are several outcomes", async () => {
    expect(shortOf(await sendToJson(replyTo("91••••••5678")))).toEqual(["accepted request:1"]);
    expect(shortOf(await sendToJson(replyTo("x", "y")))).toEqual([unsaid]);
    expect(shortOf(await sendToJson(replyTo("x", "919812345678")))).toEqual(["accepted request:2"]);
  });

  it("does not depend on totalCount, which names no number", async () => {
    const body = { ...replyTo("919812345678"), totalCount: 2 };
    expect(shortOf(await sendToJson(body, 200, { to }))).toEqual(["accepted request:1", unsaid]);
  });
});

describe("what goes out", () => {
  it("is one request for all numbers, digits only, with the sender ID of the options and the route TRANS", async () => {
    const { requests } = await sendToJson(replyTo("919812345678", "919876543210"), 200, { to });
    expect(requests.map(({ url }) => url)).toEqual(["https://api.aoc-portal.com/v1/sms"]);
    expect(await requests[0]?.json()).toEqual({
      sender: "MYBRND",
      to: "919812345678,919876543210",
      text,
      type: "TRANS",
    });
  });

  it("has the options of the message, and its sender ID", async () => {
    const options = { type: "OTP", templateId: "1507165650000000001", unicode: true, flash: true } as const;
    const { requests } = await sendToJson(replyTo("919812345678"), 200, { senderId: "OTHERS", options });
    expect(await requests[0]?.json()).toEqual({
      sender: "OTHERS",
      to: "919812345678",
      text,
      type: "OTP",
      templateId: "1507165650000000001",
      unicode: 1,
      flash: 1,
    });
  });

  it("marks a text as Unicode automatically if a character of it is outside GSM-7, unless the option is false", async () => {
    const sent = async (text: string, options = {}) => {
      const { requests } = await sendToJson(replyTo("919812345678"), 200, { text, options });
      return (await requests[0]?.json())?.unicode;
    };
    expect(await sent("आपका कोड 4821 है")).toBe(1);
    expect(await sent("Paid \u20b9500")).toBe(1);
    expect(await sent("Your code is {4821} \u20ac")).toBeUndefined();
    expect(await sent("आपका कोड 4821 है", { unicode: false })).toBeUndefined();
  });

  it("leaves a switch out that is off", async () => {
    const options = { unicode: false, flash: false };
    const { requests } = await sendToJson(replyTo("919812345678"), 200, { options });
    expect(Object.keys(await requests[0]?.json())).toEqual(["sender", "to", "text", "type"]);
  });
});
