import { describe, expect, it } from "vitest";
import { stub } from "../stub-provider.ts";
import { openOtp, to } from "./setup.ts";

describe("bad options of one-time codes throw when the facade is created", () => {
  const numbers = [
    ["codeLength", 4, 9],
    ["expiresInMinutes", 1, 1_440],
    ["maxAttempts", 1, 10],
    ["resendAfterSeconds", 0, 3_600],
    ["startsPerHour", 1, 100],
  ] as const;

  it.each(numbers)("%s is a whole number from %i to %i", (name, from, to) => {
    for (const value of [from, to]) openOtp([stub("one")], { options: { [name]: value } });
    for (const value of [from - 1, to + 1, from + 0.5, Number.NaN, Number.POSITIVE_INFINITY, String(from)]) {
      expect(() => openOtp([stub("one")], { options: { [name]: value as number } })).toThrow(
        expect.objectContaining({
          code: "config",
          field: `otp.${name}`,
          message: `otp.${name} must be a whole number from ${from} to ${to}.`,
        }),
      );
    }
  });

  it.each([
    ["a text without {code}", { text: "Your code" }, "otp.text", /must be a string with \{code\}/],
    ["a text that is not a string", { text: 6 }, "otp.text", /must be a string with \{code\}/],
    ["a misspelt option", { codeLenght: 6 }, "otp.codeLenght", /did you mean codeLength\?/],
  ])("%s", (_, options, field, problem) => {
    expect(() => openOtp([stub("one")], { options: options as never })).toThrow(
      expect.objectContaining({ code: "config", field, message: expect.stringMatching(problem) }),
    );
  });
});

describe("a bad request for a code throws before anything is sent", () => {
  it.each([
    ["no request", undefined, {}, "request", /must be an object/],
    ["a local number", { to: "0787654321" }, {}, "to", /one E\.164 number/],
    ["several numbers", { to: [to, to] }, {}, "to", /one E\.164 number/],
    ["no number", {}, {}, "to", /one E\.164 number/],
    ["a text without {code}", { to, text: "Canary words" }, {}, "text", /\{code\}/],
    ["a text that is not a string", { to, text: 6 }, {}, "text", /\{code\}/],
    ["an unknown provider", { to, via: "twilio" }, {}, "via", /choose from one/],
    ["a sender ID of 12 characters", { to, senderId: "TWELVECHARSX" }, {}, "senderId", /at most 11/],
    ["options of an unknown provider", { to, options: { twilio: {} } }, {}, "options.twilio", /one/],
    ["a misspelt field", { to, txt: "{code}" }, {}, "txt", /did you mean text\?/],
    ["an idempotency key, which codes do not have", { to, idempotencyKey: "k" }, {}, "idempotencyKey", /not a field/],
    ["the risk of a duplicate", { to }, { onUnknown: "failover-and-risk-duplicate" }, "onUnknown", /not a field/],
  ])("%s", async (_, request, call, field, problem) => {
    const one = stub("one");
    const { otp } = openOtp([one]);
    const error = await otp.start(request as never, call as never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field });
    expect((error as Error).message).toMatch(problem);
    expect(`${error}${JSON.stringify(error)}`).not.toMatch(/787654321|Canary|TWELVE/);
    expect(one.requests).toEqual([]);
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
  });
});
