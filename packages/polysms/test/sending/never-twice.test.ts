import type { ErrorCode } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createSms, failover, rejectionPolicy, SmsError } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";

// Rule 4: written out here, so that a change of the policy has to be made in two places.
const failsOver: ErrorCode[] = [
  "auth",
  "insufficient-balance",
  "rate-limited",
  "invalid-sender",
  "route-unavailable",
  "provider-down",
  "network",
  "timeout",
  "unreadable-response",
];
const stops = (Object.keys(rejectionPolicy) as ErrorCode[]).filter((code) => !failsOver.includes(code));

/** Two providers with failover from the first to the second, and no retry. */
function pair(first: Parameters<typeof stub>[1], second?: Parameters<typeof stub>[1]) {
  const one = stub("one", first);
  const two = stub("two", second);
  return {
    one,
    two,
    sms: createSms({ providers: [one, two], route: failover("one", "two"), retry: { maxAttempts: 1 } }),
  };
}

describe("rule 1, an adapter that breaks its promises", () => {
  it.each<[string, unknown]>([
    ["no report", undefined],
    ["no verdicts", {}],
    ["a verdict with an unknown status", { verdicts: [{ status: "queued" }] }],
    ["an acceptance without an id", { verdicts: [{ status: "accepted" }] }],
    ["an acceptance with an empty id", { verdicts: [{ status: "accepted", id: "" }] }],
    ["a rejection without an error", { verdicts: [{ status: "rejected" }] }],
    ["a rejection with an error of another class", { verdicts: [{ status: "rejected", error: new Error("no") }] }],
    ["null instead of a verdict", { verdicts: [null] }],
    ["one verdict too many", { verdicts: [accepted("a"), accepted("b")] }],
  ])("counts as unknown: %s", async (_, report) => {
    const one = stub("one", [() => report as never]);
    const two = stub("two");
    const sms = createSms({ providers: [one, two], route: failover("one", "two") });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({
      status: "unknown",
      provider: "one",
      error: { code: "unreadable-response", mayHaveBeenSent: true },
    });
    expect(two.requests).toEqual([]);
  });
});

describe("rule 2, an error that does not say whether the message may have been sent", () => {
  it.each<[string, unknown]>([
    ["made by plain JavaScript", new SmsError("socket hang up", { code: "network" } as never)],
    ["of a copy of another version", foreignError({ code: "network", certainty: "unknown" })],
    ["with something other than false", foreignError({ code: "network", mayHaveBeenSent: 0 })],
  ])("proves nothing, and no other provider is asked: %s", async (_, error) => {
    const one = stub("one", [() => Promise.reject(error)]);
    const two = stub("two");
    const sms = createSms({ providers: [one, two], route: failover("one", "two"), retry: { baseDelayMs: 0 } });
    expect(await sms.send({ to, text })).toMatchObject({ status: "unknown", provider: "one" });
    expect([one.requests.length, two.requests.length]).toEqual([1, 0]);
  });
});

describe("rule 3, never twice", () => {
  it("asks no second provider when the first accepted", async () => {
    const { sms, one, two } = pair([accepted("id-1")]);
    expect(await sms.send({ to, text })).toMatchObject({ status: "accepted", provider: "one", id: "id-1" });
    expect([one.requests.length, two.requests.length]).toEqual([1, 0]);
  });

  it("asks no second provider when it is unknown whether the first took the message", async () => {
    const { sms, one, two } = pair([unknown()]);
    expect(await sms.send({ to, text })).toMatchObject({
      status: "unknown",
      provider: "one",
      error: { code: "timeout" },
    });
    expect([one.requests.length, two.requests.length]).toEqual([1, 0]);
  });

  it("asks no second provider when the first throws, which providers must not do", async () => {
    const { sms, two } = pair([
      () => {
        throw new Error("a bug in the adapter");
      },
    ]);
    expect(await sms.send({ to, text })).toMatchObject({ status: "unknown", provider: "one" });
    expect(two.requests).toEqual([]);
  });

  it("asks no second provider when the first gives fewer verdicts than recipients", async () => {
    const { sms, two } = pair([() => ({ verdicts: [] })]);
    expect(await sms.send({ to, text })).toMatchObject({ status: "unknown", error: { code: "unreadable-response" } });
    expect(two.requests).toEqual([]);
  });

  it.each(failsOver)("fails over after a proven rejection that is about the provider: %s", async (code) => {
    const { sms, two } = pair([rejected(code)]);
    const outcome = await sms.send({ to, text });
    expect(outcome).toMatchObject({ status: "accepted", provider: "two" });
    expect(outcome.attempts.map(({ provider, status }) => [provider, status])).toEqual([
      ["one", "rejected"],
      ["two", "accepted"],
    ]);
    expect(two.requests).toHaveLength(1);
  });

  it.each(stops)("stops after a rejection that another provider would repeat: %s", async (code) => {
    const { sms, two } = pair([rejected(code)]);
    expect(await sms.send({ to, text })).toMatchObject({
      status: "rejected",
      error: { code, mayHaveBeenSent: false },
    });
    expect(two.requests).toEqual([]);
  });

  it("stops at the first unknown, also at the second provider, and names the provider that may have the message", async () => {
    const { sms } = pair([rejected("auth")], [unknown("network")]);
    expect(await sms.send({ to, text })).toMatchObject({
      status: "unknown",
      provider: "two",
      error: { code: "network" },
    });
  });

  it("reports the last rejection when every provider rejected", async () => {
    const { sms } = pair([rejected("auth")], [rejected("rate-limited")]);
    const outcome = await sms.send({ to, text });
    expect(outcome).toMatchObject({ status: "rejected", error: { code: "rate-limited" } });
    expect(outcome.attempts).toHaveLength(2);
  });

  it("continues after an unknown only when onUnknown accepts the risk of a duplicate", async () => {
    const { sms, two } = pair([unknown()]);
    const outcome = await sms.send({ to, text }, { onUnknown: "failover-and-risk-duplicate" });
    expect(outcome).toMatchObject({ status: "accepted", provider: "two" });
    expect(two.requests).toHaveLength(1);
  });

  it("stays unknown when the next provider rejects: the first may still have the message", async () => {
    const { sms } = pair([unknown("network")], [rejected("auth")]);
    const outcome = await sms.send({ to, text }, { onUnknown: "failover-and-risk-duplicate" });
    expect(outcome).toMatchObject({
      status: "unknown",
      provider: "one",
      error: { code: "network", mayHaveBeenSent: true },
    });
  });

  it("throws before anything is sent when duplicates are risked for several recipients", async () => {
    const { sms, one } = pair([accepted("x")]);
    const sending = sms.send({ to: [to, "+254712345679"], text }, { onUnknown: "failover-and-risk-duplicate" });
    await expect(sending).rejects.toMatchObject({ code: "bad-request", field: "onUnknown", mayHaveBeenSent: false });
    expect(one.requests).toEqual([]);
  });

  it("does not fail over when a message names its provider with via", async () => {
    const { sms, one, two } = pair([rejected("auth")]);
    expect(await sms.send({ to, text, via: "one" })).toMatchObject({ status: "rejected", error: { code: "auth" } });
    expect(await sms.send({ to, text, via: "two" })).toMatchObject({ status: "accepted", provider: "two" });
    expect([one.requests.length, two.requests.length]).toEqual([1, 1]);
  });

  it("asks no other provider after the caller has aborted", async () => {
    const controller = new AbortController();
    const { sms, two } = pair([
      (message) => {
        controller.abort();
        return { verdicts: message.to.map(() => rejected("rate-limited")) };
      },
    ]);
    expect(await sms.send({ to, text }, { signal: controller.signal })).toMatchObject({ status: "rejected" });
    expect(two.requests).toEqual([]);
  });
});

/** An error with the brand of `SmsError` that another copy of the package made. */
function foreignError(fields: object): Error {
  return Object.assign(new Error("one: failed"), fields, { [Symbol.for("polysms.SmsError")]: true });
}
