import { beforeEach, describe, expect, it, vi } from "vitest";
import {
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

function judge(status: number, headers: Record<string, string> = {}, more: { providerMessage?: string } = {}) {
  const verdict = verdictFromStatus({
    provider: "acme",
    response: new Response("", { status, headers }),
    documented,
    ...more,
  });
  if (verdict.status === "accepted") throw new Error("An error status was taken for acceptance.");
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
    const verdict = judge(status);
    expect(verdict.status).toBe(expected);
    expect(verdict.error.code).toBe(code);
  });

  it("carries the provider's words and code", () => {
    expect(judge(402, {}, { providerMessage: "No credit" }).error).toMatchObject({
      message: "acme: HTTP 402: No credit",
      providerMessage: "No credit",
    });
    expect(judge(402, {}, { providerMessage: "" }).error.message).toBe("acme: HTTP 402.");
    expect(judge(404, {}, { providerMessage: "Gone" }).error.message).toBe(
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
    expect(judge(429, { "retry-after": header }).error.retryAfterMs).toBe(expected);
  });

  it("gives way to what the adapter read elsewhere", () => {
    const response = new Response("", { status: 429, headers: { "retry-after": "120" } });
    const verdict = verdictFromStatus({ provider: "acme", response, documented, retryAfterMs: 1000 });
    expect(verdict).toMatchObject({ error: { retryAfterMs: 1000 } });
  });

  it("is unknown when nobody says", () => {
    expect(judge(429).error.retryAfterMs).toBeUndefined();
  });
});

describe("a verdict for everybody", () => {
  it("is given once per recipient, also to none", () => {
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

describe("an adapter that is settled", () => {
  const to = [canary.phone, "+254712345678"];

  it("hands its report through", async () => {
    const report = { verdicts: [{ status: "accepted", id: "1" }], httpStatus: 202 } as const;
    expect(await toReport("acme", to, async () => report)).toBe(report);
  });

  it.each(["rejected", "unknown"] as const)("gives everybody the verdict that its error proves: %s", async (status) => {
    const error = new SmsError("acme: no", { code: "network", mayHaveBeenSent: status === "unknown", httpStatus: 503 });
    const report = await toReport("acme", to, () => Promise.reject(error));
    expect(report).toEqual({
      verdicts: [
        { status, error },
        { status, error },
      ],
      httpStatus: 503,
    });
  });

  it.each([new TypeError(canary.secret), canary.phone, undefined, null, { code: "auth", mayHaveBeenSent: false }])(
    "is unknown for everybody when it rejects or throws something that is not ours",
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
