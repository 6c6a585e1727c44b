import { jsonAnswer } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { otherPhone, phone, text } from "./credentials.ts";
import { outcome, replyOf, sendTo, sendToJson, shortOf, spec } from "./setup.ts";

const to = [phone, otherPhone];
const { exampleOf } = spec;
const words = (name: string) => String(exampleOf(name).message);

describe("documented answers", () => {
  const answers = spec.answersOf("sendMessage");
  const expected: Record<string, string[]> = {
    "202 accepted": ["accepted af750c2dc53e4e4c88c39b3b48756d3a", "accepted abcdec2dc53e4e4c88c39b3b48756d3a"],
    // The other number of this example is not one of ours.
    "202 partlyRejected": ["accepted af750c2dc53e4e4c88c39b3b48756d3a", "unknown unreadable-response 202"],
    "202 rejectedWhole": Array(2).fill("rejected bad-request 202"),
    "400 badRequest": Array(2).fill("rejected bad-request 400"),
    "401 unauthorized": Array(2).fill("rejected auth 401"),
    "403 suspended": Array(2).fill("rejected auth 403"),
    "405 notEnoughCredits": Array(2).fill("rejected insufficient-balance 405"),
    "405 balanceUpdateFailed": Array(2).fill("rejected insufficient-balance 405"),
    "429 rateLimited": Array(2).fill("rejected rate-limited 429"),
    "500 internalError": Array(2).fill("unknown provider-down 500"),
    "500 creditUpdateFailed": Array(2).fill("unknown provider-down 500"),
  };

  it.each(answers)("$key has its verdicts", async ({ key, value, status }) => {
    const report = await sendToJson(value, status, { to });
    expect(shortOf(report)).toEqual(expected[key]);
    expect(report.httpStatus).toBe(status);
    expect(report.requests).toHaveLength(1);
  });

  it("are all listed here, and nothing else is", () => {
    expect(answers.map(({ key }) => key).sort()).toEqual(Object.keys(expected).sort());
    const statuses = Object.keys(spec.objectAt("paths", "/sms/messages", "post", "responses"));
    expect([...new Set(Object.keys(expected).map((key) => key.slice(0, 3)))]).toEqual(statuses);
  });

  it("keep the provider's words, and its code if there is one", async () => {
    for (const [name, status] of [
      ["ReplyBadRequest", 400],
      ["ReplyUnauthorized", 401],
      ["ReplySuspended", 403],
      ["ReplyInternalError", 500],
    ] as const) {
      const { verdicts } = await sendToJson(exampleOf(name), status);
      expect(verdicts).toMatchObject([{ error: { providerMessage: words(name), providerCode: undefined } }]);
      expect(verdicts).toMatchObject([{ error: { message: `touchbasepro: HTTP ${status}: ${words(name)}` } }]);
    }
    expect((await sendToJson(exampleOf("ReplyRejectedWhole"))).verdicts).toMatchObject([
      {
        error: {
          providerCode: "101",
          providerMessage: "Invalid or missing parameters: One or more parameters are missing or invalid.",
        },
      },
    ]);
  });
});

describe("statuses that are not documented", () => {
  it.each([402, 404, 408, 409, 413, 415, 422, 499])("%i proves nothing", async (status) => {
    expect(shortOf(await sendToJson({ status, message: "Words" }, status))).toEqual([
      `unknown unreadable-response ${status}`,
    ]);
  });

  it.each([501, 502, 503, 504, 599])("%i proves nothing", async (status) => {
    expect(shortOf(await sendToJson({ status, message: "Words" }, status))).toEqual([
      `unknown provider-down ${status}`,
    ]);
  });
});

describe("one outcome per number", () => {
  it("is sent as one list, and nothing else goes out", async () => {
    const { requests } = await sendToJson(exampleOf("ReplyAccepted"), 202, { to });
    expect(await requests[0]?.json()).toEqual({ text, to: ["+27831234567", "+27832345678"] });
  });

  it("is found by its digits, wherever it is and however it is written", async () => {
    for (const [first, second] of [
      [27831234567, 27832345678],
      ["27831234567", "+27832345678"],
      ["+27 83 123 4567", "(27) 83-234-5678"],
    ] as const) {
      const messages = [outcome(second, { apiMessageId: "B" }), outcome(first, { apiMessageId: "A" })];
      expect(shortOf(await sendToJson(replyOf(messages), 202, { to }))).toEqual(["accepted A", "accepted B"]);
    }
  });

  it("is rejected for one number and accepted for the other", async () => {
    const rejection = { apiMessageId: null, accepted: false, errorCode: "105", error: "Invalid destination" };
    const messages = [outcome(27832345678, rejection), outcome(27831234567, { apiMessageId: "A" })];
    const report = await sendToJson(replyOf(messages), 202, { to });
    expect(shortOf(report)).toEqual(["accepted A", "rejected invalid-recipient 202"]);
    expect(report.verdicts[1]).toMatchObject({
      error: { providerCode: "105", providerMessage: "Invalid destination" },
    });
  });

  const unsaid = "unknown unreadable-response 202";
  it.each([
    ["fewer than numbers", [outcome(27831234567, { apiMessageId: "A" })], ["accepted A", unsaid]],
    ["none", [], [unsaid, unsaid]],
    ["only other numbers", [outcome(27711111111), outcome(27722222222)], [unsaid, unsaid]],
    [
      "more than numbers",
      [outcome(27831234567, { apiMessageId: "A" }), outcome(27832345678, { apiMessageId: "B" }), outcome(27711111111)],
      ["accepted A", "accepted B"],
    ],
    [
      "the same number twice",
      [outcome(27831234567), outcome(27831234567), outcome(27832345678, { apiMessageId: "B" })],
      [unsaid, "accepted B"],
    ],
    [
      "one that contradicts another",
      [outcome(27831234567), outcome("+27831234567", { accepted: false }), outcome(27832345678, { apiMessageId: "B" })],
      [unsaid, "accepted B"],
    ],
    [
      "half a number",
      [outcome(7831234567), outcome(278323456789), outcome(27832345678, { apiMessageId: "B" })],
      [unsaid, "accepted B"],
    ],
  ])("is unknown where the outcomes are %s", async (_, messages, verdicts) => {
    expect(shortOf(await sendToJson(replyOf(messages), 202, { to }))).toEqual(verdicts);
  });

  it("belongs to the only number without comparing, but not if there are several outcomes", async () => {
    expect(shortOf(await sendToJson(replyOf([outcome("27•••••••67", { apiMessageId: "A" })])))).toEqual(["accepted A"]);
    expect(shortOf(await sendToJson(replyOf([outcome("x"), outcome("y")])))).toEqual([unsaid]);
    const ours = outcome("27831234567", { apiMessageId: "A" });
    expect(shortOf(await sendToJson(replyOf([outcome("x"), ours])))).toEqual(["accepted A"]);
  });
});

describe("an error of the whole request", () => {
  const fields = { errorCode: "101", error: "Name", errorDescription: "Words" };

  it("rejects every recipient if there is no outcome beside it", async () => {
    for (const field of Object.keys(fields) as (keyof typeof fields)[]) {
      const report = await sendToJson(replyOf([], { [field]: fields[field] }), 202, { to });
      expect(shortOf(report)).toEqual(Array(2).fill("rejected bad-request 202"));
    }
  });

  it("makes a number unknown that is said to be accepted, and leaves one rejected that is said to be rejected", async () => {
    const messages = [outcome(27831234567), outcome(27832345678, { accepted: false, apiMessageId: null })];
    for (const field of [...(Object.keys(fields) as (keyof typeof fields)[])]) {
      expect(shortOf(await sendToJson(replyOf(messages, { [field]: fields[field] }), 202, { to }))).toEqual([
        "unknown unreadable-response 202",
        "rejected invalid-recipient 202",
      ]);
    }
  });

  it("is not seen in an empty string", async () => {
    const empty = { errorCode: "", error: "", errorDescription: "" };
    expect(shortOf(await sendToJson(replyOf([], empty)))).toEqual(["unknown unreadable-response 202"]);
    const messages = [outcome(27831234567, { apiMessageId: "A" })];
    expect(shortOf(await sendToJson(replyOf(messages, empty)))).toEqual(["accepted A"]);
  });
});

describe("the time to wait after a 429", () => {
  const limited = (message: string, headers = {}) => sendTo(() => jsonAnswer({ status: 429, message }, 429, headers));

  it.each([
    ["Rate limit is exceeded.  Try again in 27 seconds.", {}, 27_000],
    ["Rate limit is exceeded. Try again in 1 second.", {}, 1_000],
    ["try again in 0 seconds", {}, 0],
    ["Rate limit is exceeded.  Try again in 27 seconds.", { "retry-after": "5" }, 27_000],
    ["Rate limit is exceeded.", { "retry-after": "5" }, 5_000],
    ["Rate limit is exceeded.  Try again in {number of seconds} seconds.", {}, undefined],
    ["Rate limit is exceeded.  Try again in -3 seconds.", {}, undefined],
    ["Rate limit is exceeded.", {}, undefined],
  ])("is read from %j %j: %s ms", async (message, headers, retryAfterMs) => {
    const { verdicts } = await limited(message, headers);
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "rate-limited", retryAfterMs } }]);
  });
});
