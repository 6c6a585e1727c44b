import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  adapterFailed,
  type ErrorCode,
  rejected,
  SmsError,
  sameVerdict,
  toReport,
  unknown,
  verdictFromStatus,
} from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

const documented: Readonly<Record<number, ErrorCode>> = {
  401: "auth",
  402: "insufficient-balance",
  429: "rate-limited",
  500: "provider-down",
};

function verdictOn(status: number, headers: Record<string, string> = {}, more: { providerMessage?: string } = {}) {
  const verdict = verdictFromStatus({
    provider: "acme",
    response: new Response("", { status, headers }),
    documented,
    ...more,
  });
  expectNoCanary(verdict);
  expect(verdict.error).toMatchObject({
    mayHaveBeenSent: verdict.status === "unknown",
    provider: "acme",
    httpStatus: status,
  });
  return verdict;
}

describe("an error status", () => {
  it.each([
    [401, "rejected", "auth"],
    [402, "rejected", "insufficient-balance"],
    [429, "rejected", "rate-limited"],
    [400, "unknown", "unreadable-response"],
    [404, "unknown", "unreadable-response"],
    [418, "unknown", "unreadable-response"],
    [500, "unknown", "provider-down"],
    [502, "unknown", "provider-down"],
    [599, "unknown", "provider-down"],
  ])("%d is %s: %s", (status, expected, code) => {
    const verdict = verdictOn(status);
    expect(verdict.status).toBe(expected);
    expect(verdict.error.code).toBe(code);
  });

  it("carries the provider's words and code", () => {
    expect(verdictOn(402, {}, { providerMessage: "No credit" }).error).toMatchObject({
      message: "acme: HTTP 402: No credit",
      providerMessage: "No credit",
    });
    expect(verdictOn(402, {}, { providerMessage: "" }).error.message).toBe("acme: HTTP 402.");
    expect(verdictOn(404, {}, { providerMessage: "Gone" }).error.message).toBe(
      "acme: HTTP 404, which is not documented: Gone",
    );
    const response = new Response("", { status: 402 });
    const verdict = verdictFromStatus({ provider: "acme", response, documented, providerCode: "E7", retryAfterMs: 5 });
    expect(verdict).toMatchObject({ error: { providerCode: "E7", retryAfterMs: 5 } });
  });
});

describe("Retry-After", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2030-01-01T00:00:00Z") });
    return () => vi.useRealTimers();
  });

  it.each([
    ["120", 120_000],
    ["0", 0],
    ["Tue, 01 Jan 2030 00:00:30 GMT", 30_000],
    ["Mon, 31 Dec 2029 23:59:59 GMT", undefined],
    ["soon", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["", undefined],
  ])("of %j means %s milliseconds", (header, expected) => {
    expect(verdictOn(429, { "retry-after": header }).error.retryAfterMs).toBe(expected);
  });

  it("is ignored if the adapter read the time elsewhere", () => {
    const response = new Response("", { status: 429, headers: { "retry-after": "120" } });
    const verdict = verdictFromStatus({ provider: "acme", response, documented, retryAfterMs: 1000 });
    expect(verdict).toMatchObject({ error: { retryAfterMs: 1000 } });
  });

  it("is undefined if the answer does not say", () => {
    expect(verdictOn(429).error.retryAfterMs).toBeUndefined();
  });
});

describe("a verdict for every recipient", () => {
  it("is given once per recipient, also if there is none", () => {
    const verdict = { status: "accepted", id: "1" } as const;
    expect(sameVerdict(["a", "b"], verdict, 200)).toEqual({ verdicts: [verdict, verdict], httpStatus: 200 });
    expect(sameVerdict([], verdict).verdicts).toEqual([]);
  });

  it("says in its error whether the message may have been sent", () => {
    const details = { code: "auth", mayHaveBeenSent: true } as const;
    expect(rejected("no", details)).toMatchObject({ status: "rejected", error: { mayHaveBeenSent: false } });
    expect(unknown("maybe", { code: "network" })).toMatchObject({
      status: "unknown",
      error: { mayHaveBeenSent: true },
    });
  });
});

describe("an adapter that fails", () => {
  it("leaves it open whether the message was sent, and keeps the cause out of what is shown", () => {
    const cause = new TypeError(canary.secret);
    const error = adapterFailed("acme", cause);
    expect(error).toMatchObject({
      message: "acme: the adapter failed.",
      code: "unreadable-response",
      provider: "acme",
    });
    expect(error.mayHaveBeenSent).toBe(true);
    expect(error.cause).toBe(cause);
    expectNoCanary(error);
  });
});

describe("an adapter whose send becomes a report", () => {
  const to = [canary.phone, "+254712345678"];

  it("returns its report unchanged", async () => {
    const report = { verdicts: [{ status: "accepted", id: "1" }], httpStatus: 202 } as const;
    expect(await toReport("acme", to, async () => report)).toBe(report);
  });

  it.each(["rejected", "unknown"] as const)(
    "gives every recipient the verdict that its error proves: %s",
    async (status) => {
      const error = new SmsError("acme: no", {
        code: "network",
        mayHaveBeenSent: status === "unknown",
        httpStatus: 503,
      });
      const report = await toReport("acme", to, () => Promise.reject(error));
      expect(report).toEqual({
        verdicts: [
          { status, error },
          { status, error },
        ],
        httpStatus: 503,
      });
    },
  );

  it.each([new TypeError(canary.secret), canary.phone, undefined, null, { code: "auth", mayHaveBeenSent: false }])(
    "is unknown for every recipient when it rejects or throws something that is not an SmsError",
    async (thrown) => {
      const rejecting = await toReport("acme", to, () => Promise.reject(thrown));
      const throwing = await toReport("acme", to, () => {
        throw thrown;
      });
      for (const report of [rejecting, throwing]) {
        expectNoCanary(report);
        expect(report.verdicts).toHaveLength(2);
        for (const verdict of report.verdicts) {
          expect(verdict).toMatchObject({ status: "unknown", error: { mayHaveBeenSent: true, provider: "acme" } });
        }
      }
    },
  );
});
