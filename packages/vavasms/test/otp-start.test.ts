import type { OtpRequest } from "@polysms/core";
import { assertNoSecrets, createValidator, jsonAnswer, recordFetch } from "@polysms/testing";
import { describe, expect, it, vi } from "vitest";
import { vavasms } from "../src/index.ts";
import { account, phone } from "./credentials.ts";
import { errorCodesOf, readForm, spec } from "./setup.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

const { answersOf, exampleOf } = spec;
const validator = createValidator(spec.document);

const text = "Canary words: {code} opens the door";

function connect(answer: () => Response | Promise<Response> = () => jsonAnswer(exampleOf("OtpAccepted"))) {
  const { fetch, requests } = recordFetch(answer);
  const { otp } = vavasms({ ...account, fetch, senderId: "CompanyName" }).can;
  const start = (request: Partial<OtpRequest> = {}, call?: Parameters<typeof otp.start>[1]) =>
    otp.start({ to: phone, ...request }, call);
  return { start, requests };
}

describe("a one-time code", () => {
  it("is asked for with the number without its plus, under the sender ID of the options, and nothing else", async () => {
    const { start, requests } = connect();
    expect(await start()).toEqual({ status: "accepted", id: "OTP-20190621-2234509" });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/otp/send"]);
    expect(await readForm(requests[0])).toEqual({ ...account, sender_id: "CompanyName", phone: "2250708091011" });
  });

  it("is asked for with length, minutes, sender ID and text, {code} written as the provider needs it", async () => {
    const { start, requests } = connect();
    await start({ codeLength: 6, expiresInMinutes: 10, senderId: "OtherBrand", text: `${text}, {code}!` });
    expect(await readForm(requests[0])).toEqual({
      ...account,
      sender_id: "OtherBrand",
      phone: "2250708091011",
      otp_length: "6",
      otp_expiry: "10",
      message: "Canary words: ##OTP## opens the door, ##OTP##!",
    });
    expect(await validator.checkRequest(requests[0] as Request)).toMatchObject({ violations: [] });
  });

  it.each([
    ["codeLength", { codeLength: 3 }, /at least 4/],
    ["codeLength", { codeLength: 10 }, /at most 9/],
    ["codeLength", { codeLength: 4.5 }, /a whole number/],
    ["expiresInMinutes", { expiresInMinutes: 0 }, /at least 1/],
    ["text", { text: "Canary words without a placeholder" }, /must contain \{code\}/],
    ["sender_id", { senderId: "TwelveLetter" }, /at most 11/],
    ["sender_id", { senderId: "" }, /is empty/],
  ])("is rejected before anything is sent when %s is wrong: %o", async (field, request, problem) => {
    const { start, requests } = connect();
    const verdict = await start(request);
    expect(verdict).toMatchObject({ status: "rejected", error: { code: "bad-request", field } });
    if (verdict.status === "rejected") {
      expect(verdict.error.message).toMatch(problem);
      assertNoSecrets(verdict.error, ["Canary words", "TwelveLetter", phone.slice(1)]);
    }
    expect(requests).toEqual([]);
  });
});

describe("rule 1, the verdict on a one-time code", () => {
  const expected: Record<string, object> = {
    "200 accepted": { status: "accepted", id: "OTP-20190621-2234509" },
    "200 customMessage": { status: "accepted", id: "OTP-20190621-2234509" },
    "200 language": { status: "accepted", id: "OTP-20190621-2234509" },
    "200 invalidCredentials": { status: "rejected", error: { code: "auth", providerCode: "901" } },
    "200 invalidSenderId": { status: "rejected", error: { code: "invalid-sender", providerCode: "902" } },
    "200 invalidPhoneNumber": { status: "rejected", error: { code: "invalid-recipient", providerCode: "903" } },
    "4XX invalidCredentials": { status: "rejected", error: { code: "auth", httpStatus: 400 } },
    "4XX invalidSenderId": { status: "rejected", error: { code: "invalid-sender", httpStatus: 400 } },
    "4XX invalidPhoneNumber": { status: "rejected", error: { code: "invalid-recipient", httpStatus: 400 } },
  };
  const answers = answersOf("sendOtp");

  it.each(answers)("$key has its verdict", async ({ key, value, status }) => {
    expect(await connect(() => jsonAnswer(value, status)).start()).toMatchObject(expected[key] ?? {});
  });

  it("covers every documented answer and code, and nothing else", () => {
    expect(answers.map(({ key }) => key).sort()).toEqual(Object.keys(expected).sort());
    expect(errorCodesOf("/api/v1/otp/send")).toEqual([901, 902, 903]);
  });

  it.each([
    ["a code that only the check documents", { code: 913, message: "INVALID_OTP" }, 200],
    ["a code that only the status call documents", { code: 709, message: "EXECUTION_ERROR" }, 200],
    ["a code that is not documented", { code: 999, message: "NAME" }, 400],
    ["a success without data", { code: 0, message: "OPERATION_SUCCES" }, 200],
    ["a success with an empty id", { code: 0, data: { message_id: "" } }, 200],
    ["a success with a number for an id", { code: 0, data: { message_id: 7 } }, 200],
    ["a success with the data of null", { code: 0, data: null }, 200],
    ["a success under an error status", exampleOf("OtpAccepted"), 400],
  ])("is unknown after %s", async (_, body, status) => {
    const { start, requests } = connect(() => jsonAnswer(body, status));
    expect(await start()).toMatchObject({
      status: "unknown",
      error: { code: "unreadable-response", mayHaveBeenSent: true, provider: "vavasms", httpStatus: status },
    });
    expect(requests).toHaveLength(1);
  });

  it.each(unreadableAnswers)("is unknown after $title", async ({ answer, code }) => {
    expect(await connect(answer).start()).toMatchObject({ status: "unknown", error: { code, mayHaveBeenSent: true } });
  });

  it.each([901, 902, 903])("is unknown after code %i under a 5xx, which proves nothing", async (code) => {
    const verdict = await connect(() => jsonAnswer({ code, status: "NAME" }, 503)).start();
    expect(verdict).toMatchObject({ status: "unknown", error: { code: "provider-down" } });
  });

  it("is unknown when the connection breaks or time runs out after the request, and one request is all", async () => {
    const broken = connect(() => Promise.reject(new TypeError("fetch failed")));
    expect(await broken.start()).toMatchObject({ status: "unknown", error: { code: "network" } });
    expect(broken.requests).toHaveLength(1);

    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const silent = connect(() => {
      vi.advanceTimersByTime(1_234);
      return new Promise(() => {});
    });
    const verdict = await silent.start({}, { timeoutMs: 1_234 }).finally(() => vi.useRealTimers());
    expect(verdict).toMatchObject({ status: "unknown", error: { code: "timeout" } });
    expect(silent.requests).toHaveLength(1);
  });

  it("is a proven rejection when the caller had aborted before", async () => {
    const { start, requests } = connect();
    const verdict = await start({}, { signal: AbortSignal.abort() });
    expect(verdict).toMatchObject({ status: "rejected", error: { code: "aborted" } });
    expect(requests).toEqual([]);
  });
});

it("rule 13, secrets: an error shows no credential, no words of the text and no number that the provider repeats", async () => {
  const sent = text.replace("{code}", "##OTP##");
  const spilled = [...Object.values(account), sent, text, phone, "225 07 08 09 10 11"].join(" | ");
  for (const status of [200, 400, 500]) {
    for (const code of [901, "903", 999]) {
      const body = { code, message: spilled, description: spilled };
      const verdict = await connect(() => jsonAnswer(body, status)).start({ text });
      if (verdict.status === "accepted") throw new Error("This was not a success.");
      assertNoSecrets(verdict.error, [...Object.values(account), "Canary words", phone.slice(1), "08 09 10"]);
      expect(verdict.error.providerMessage).toContain("[redacted]");
    }
  }
});
