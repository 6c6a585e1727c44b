import { assertNoSecrets, createValidator, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it, vi } from "vitest";
import { vavasms } from "../src/index.ts";
import { account, phone } from "./credentials.ts";
import { errorCodesOf, readForm, spec } from "./setup.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

const { answersOf, exampleOf } = spec;
const validator = createValidator(spec.document);

const code = "0042";

function connect(answer: () => Response | Promise<Response>) {
  const { fetch, requests } = recordFetch(answer);
  const { otp } = vavasms({ ...account, fetch, senderId: "CompanyName" }).can;
  const check = (guess = code, call?: Parameters<typeof otp.check>[1]) => otp.check({ to: phone, code: guess }, call);
  return { check, requests };
}

function checkAgainst(body: unknown, status = 200) {
  return connect(() => jsonAnswer(body, status)).check();
}

describe("a guess of a one-time code", () => {
  it("goes out as typed, with the number without its plus", async () => {
    const { check, requests } = connect(() => jsonAnswer(exampleOf("OtpVerified")));
    expect(await check()).toBe("approved");
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/otp/verify"]);
    expect(await readForm(requests[0])).toEqual({ ...account, phone: "2250708091011", otp: "0042" });
    expect(await validator.checkRequest(requests[0] as Request)).toMatchObject({ violations: [] });
  });

  it.each(["", "042", "0123456789", "12a4", " 0042"])("%j rejects before anything is sent", async (guess) => {
    const { check, requests } = connect(() => jsonAnswer(exampleOf("OtpVerified")));
    const error = await rejectionOf(check(guess));
    expect(error).toMatchObject({ code: "bad-request", field: "code", mayHaveBeenSent: false });
    if (guess !== "") expect(`${error.message}${JSON.stringify(error)}`).not.toContain(guess);
    expect(requests).toEqual([]);
  });

  it("has an answer for every documented one", async () => {
    const results: Record<string, unknown> = {};
    for (const { status, key, value } of answersOf("verifyOtp")) {
      results[key] = await checkAgainst(value, status).catch((error) => [
        error.code,
        error.mayHaveBeenSent,
        error.providerCode,
        error.httpStatus,
      ]);
    }
    expect(results).toEqual({
      "200 verified": "approved",
      "200 withSenderId": "approved",
      "200 leadingZeros": "approved",
      "200 invalidOtp": "wrong",
      "200 invalidCredentials": ["auth", false, "901", 200],
      "200 invalidSenderId": ["invalid-sender", false, "902", 200],
      "4XX invalidOtp": "wrong",
      "4XX invalidCredentials": ["auth", false, "901", 400],
      "4XX invalidSenderId": ["invalid-sender", false, "902", 400],
    });
    expect(errorCodesOf("/api/v1/otp/verify")).toEqual([901, 902, 913]);
  });

  it.each([
    ["EXPIRED_OTP", "expired"],
    ["OTP_NOT_FOUND", "expired"],
    ["INVALID_OTP", "wrong"],
  ] as const)("is recognised by the name %s, whatever its code and wherever the name is", async (name, result) => {
    for (const status of [200, 400, 404]) {
      for (const body of [
        { message: name },
        { status: name },
        { code: 914, message: name },
        { code: 913, status: name },
      ]) {
        expect(await checkAgainst(body, status)).toBe(result);
      }
    }
  });

  it.each([{ code: 913 }, { code: "913", message: "WRONG" }, { code: "0913", status: "" }])(
    "is wrong by its code only: %o",
    async (body) => {
      for (const status of [200, 400]) expect(await checkAgainst(body, status)).toBe("wrong");
    },
  );

  it.each([
    ["a success without data", { code: 0, message: "OPERATION_SUCCES" }],
    ["a success with the data of null", { code: 0, message: "OPERATION_SUCCES", data: null }],
    ["a success with a list for data", { code: 0, message: "OPERATION_SUCCES", data: [] }],
    ["a success that says failed", { code: 0, message: "OPERATION_SUCCES", data: { status: "failed" } }],
    ["no code", { message: "OPERATION_SUCCES", data: { status: "success" } }],
    ["a code of null", { code: null, message: "OPERATION_SUCCES", data: { status: "success" } }],
    ["a code that only the send call documents", { code: 903, status: "INVALID_PHONE_NUMBER" }],
    ["a description that names what the message does not", { code: 914, description: "EXPIRED_OTP" }],
  ])("is neither right nor wrong after %s", async (_, body) => {
    expect(await rejectionOf(checkAgainst(body))).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true });
  });

  it.each([201, 400, 401, 500])("is approved under 2xx only: %i", async (status) => {
    const result = await checkAgainst(exampleOf("OtpVerified"), status).catch((error) => error.mayHaveBeenSent);
    expect(result).toBe(status < 300 ? "approved" : true);
  });

  it.each(["INVALID_OTP", "EXPIRED_OTP", "OTP_NOT_FOUND"])(
    "is neither right nor wrong after %s under a 5xx",
    async (message) => {
      const error = await rejectionOf(checkAgainst({ code: 913, message }, 503));
      expect(error).toMatchObject({ code: "provider-down", mayHaveBeenSent: true });
    },
  );

  it.each(unreadableAnswers)("is neither right nor wrong after $title", async ({ answer, code: why }) => {
    expect(await rejectionOf(connect(answer).check())).toMatchObject({ code: why, mayHaveBeenSent: true });
  });

  it("stops waiting at the call's own time limit", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { check } = connect(() => {
      vi.advanceTimersByTime(1_234);
      return new Promise(() => {});
    });
    const error = await rejectionOf(check(code, { timeoutMs: 1_234 })).finally(() => vi.useRealTimers());
    expect(error).toMatchObject({ code: "timeout", mayHaveBeenSent: true });
  });
});

it("rule 13, secrets: an error of a check shows no credential, no number and no code that the provider repeats", async () => {
  const spilled = [...Object.values(account), phone, "225 07 08 09 10 11", `otp=${code}`].join(" | ");
  for (const status of [200, 400, 500]) {
    for (const failure of [901, "902", 999]) {
      const error = await rejectionOf(checkAgainst({ code: failure, message: spilled, description: spilled }, status));
      assertNoSecrets(error, [...Object.values(account), phone.slice(1), "08 09 10", code]);
      expect(error.providerMessage).toContain("[redacted]");
    }
  }
});
