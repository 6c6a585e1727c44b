import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { aoc, createSms, intouchvas, type SmsError, touchbasepro, vavasms } from "../src/index.ts";
import { stub } from "./stub-provider.ts";

const to = "+254712345678";
const canary = "s3cr3t-canary";

describe("bad input to send throws before any request is made", () => {
  it.each([
    ["a misspelt field", { to, txt: "Hello" }, "txt", /did you mean text\?/],
    ["a misspelt recipient", { too: to, text: "Hello" }, "too", /did you mean to\?/],
    ["a local number", { to: "0712345678", text: "Hello" }, "to", /E\.164 number; one looks like \+254712345678/],
    ["a number with spaces", { to: "+254 712 345 678", text: "Hello" }, "to", /E\.164/],
    ["a number that is not a string", { to: 254712345678, text: "Hello" }, "to", /must be a string, not number/],
    ["a local number in a list", { to: [to, "0712345678"], text: "Hello" }, "to[1]", /E\.164/],
    ["an empty list", { to: [], text: "Hello" }, "to", /at least one number/],
    ["an empty text", { to, text: "" }, "text", /is empty/],
    ["a blank text", { to, text: " \n" }, "text", /is empty/],
    ["a missing text", { to }, "text", /is missing, and so is template/],
    ["a sender ID of 12 characters", { to, text: "Hello", senderId: "TWELVECHARSX" }, "senderId", /at most 11/],
    ["an empty sender ID", { to, text: "Hello", senderId: "" }, "senderId", /is empty/],
    ["an unknown provider", { to, text: "Hello", via: "twilio" }, "via", /choose from one/],
    ["options of an unknown provider", { to, text: "Hello", options: { twilio: {} } }, "options.twilio", /one/],
    [
      "options that are not an object",
      { to, text: "Hello", options: { one: null } },
      "options.one",
      /must be an object/,
    ],
    ["no message", undefined, "message", /must be an object/],
  ])("%s", async (_, message, field, problem) => {
    const one = stub("one");
    const error: SmsError = await createSms({ providers: [one] })
      .send(message as never)
      .then(
        () => expect.fail("the message was accepted"),
        (reason: SmsError) => reason,
      );
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field });
    expect(error.message).toMatch(problem);
    expect(`${error.message}${JSON.stringify(error)}`).not.toMatch(/0712345678|712 345 678/);
    expect(one.requests).toEqual([]);
  });

  it.each([
    ["a misspelt option", { timeoutMS: 5 }, "timeoutMS", /did you mean timeoutMs\?/],
    ["a controller instead of its signal", { signal: new AbortController() }, "signal", /the signal of a controller/],
    ["a timeout that is not a number", { timeoutMs: "5" }, "timeoutMs", /above 0/],
    ["a total timeout of 0", { totalTimeoutMs: 0 }, "totalTimeoutMs", /above 0/],
    ["an unknown value of onUnknown", { onUnknown: "retry" }, "onUnknown", /must be "stop" or/],
  ])("%s", async (_, options, field, problem) => {
    const one = stub("one");
    const sending = createSms({ providers: [one] }).send({ to, text: "Hello" }, options as never);
    await expect(sending).rejects.toMatchObject({ field, message: expect.stringMatching(problem) });
    expect(one.requests).toEqual([]);
  });
});

describe("bad settings of a provider throw when it is created", () => {
  it.each([
    ["a missing key", () => intouchvas({} as never), "apiKey", /is missing/],
    ["an empty key", () => touchbasepro({ apiKey: "" }), "apiKey", /is empty/],
    ["a key with a line break", () => touchbasepro({ apiKey: `${canary}\n` }), "apiKey", /white space/],
    [
      "an empty password",
      () => vavasms({ username: "a@b.ci", password: " ", senderId: "MyBrand" }),
      "password",
      /is empty/,
    ],
    ["a missing sender ID", () => aoc({ apiKey: canary } as never), "senderId", /is missing/],
    ["a sender ID of 12 characters", () => aoc({ apiKey: canary, senderId: "TWELVECHARSX" }), "senderId", /at most 11/],
    ["a misspelt option", () => aoc({ apiKey: canary, sender: "MYBRND" } as never), "sender", /did you mean|there are/],
    [
      "http outside loopback",
      () => touchbasepro({ apiKey: canary, baseUrl: "http://sms.example" }),
      "baseUrl",
      /https/,
    ],
    [
      "both kinds of credentials",
      () => intouchvas({ apiKey: canary, username: "a", password: canary } as never),
      "apiKey",
      /one or the other/,
    ],
  ])("%s", (_, make, field, problem) => {
    const error = errorOf(make);
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field });
    expect(error.message).toMatch(problem);
    expect(`${error.message}${JSON.stringify(error)}${inspect(error)}`).not.toContain(canary);
  });
});

describe("bad settings of the facade throw when it is created", () => {
  it.each([
    ["a misspelt hook", { hooks: [{ onOutcom: () => {} }] }, "hooks[0].onOutcom", /did you mean onOutcome\?/],
    ["a misspelt listener", { events: { onEvnt: () => {} } }, "events.onEvnt", /did you mean onEvent\?/],
    ["hooks outside a list", { hooks: { onOutcome: () => {} } }, "hooks", /must be a list/],
    [
      "a hook that is a function",
      { hooks: [() => {}] },
      "hooks[0]",
      /must be an object with onAttempt, onOutcome or onHealth/,
    ],
    ["a misspelt store", { stores: { idempotence: {} } }, "stores.idempotence", /did you mean idempotency\?/],
    [
      "a threshold of 0 failures",
      { circuitBreaker: { failureThreshold: 0 } },
      "circuitBreaker.failureThreshold",
      /whole number of at least 1/,
    ],
    [
      "a threshold of half a failure",
      { circuitBreaker: { failureThreshold: 1.5 } },
      "circuitBreaker.failureThreshold",
      /whole number/,
    ],
    [
      "a threshold that is not a number",
      { circuitBreaker: { failureThreshold: Number.NaN } },
      "circuitBreaker.failureThreshold",
      /whole number/,
    ],
    [
      "a negative reset timeout",
      { circuitBreaker: { resetTimeoutMs: -1 } },
      "circuitBreaker.resetTimeoutMs",
      /must be 0 or more/,
    ],
    [
      "a misspelt field of circuitBreaker",
      { circuitBreaker: { threshold: 3 } },
      "circuitBreaker.threshold",
      /there are failureThreshold, resetTimeoutMs/,
    ],
    [
      "a misspelt field of retry",
      { retry: { attempts: 1 } },
      "retry.attempts",
      /there are maxAttempts, baseDelayMs, maxDelayMs/,
    ],
  ])("%s", (_, settings, field, problem) => {
    const error = errorOf(() => createSms({ providers: [stub("one")], ...(settings as object) }));
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field });
    expect(error.message).toMatch(problem);
  });
});

describe("printing", () => {
  it("an inspected outcome or batch shows no full number, and `to` still has it", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const outcome = await sms.send({ to, text: "Hello" });
    const batch = await sms.send({ to: [to], text: "Hello" });
    expect(outcome.to).toBe(to);
    expect(inspect(outcome)).toContain("+254•");
    expect(inspect([outcome, batch], { depth: 9 })).not.toContain("712345678");
  });

  it("an inspected provider, client or facade shows no credential", () => {
    const provider = vavasms({ username: "canary@example.com", password: canary, senderId: "MyBrand" });
    const shown = inspect([provider, createSms({ providers: [provider] })], { depth: 9, showHidden: true });
    expect(shown).not.toMatch(/canary/);
  });
});

function errorOf(make: () => unknown): SmsError {
  try {
    make();
  } catch (error) {
    return error as SmsError;
  }
  throw new Error("the settings were accepted");
}
