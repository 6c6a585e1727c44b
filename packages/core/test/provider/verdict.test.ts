import { beforeEach, describe, expect, it, vi } from "vitest";
import { type ErrorCode, forEach, judgeStatus, refused, SmsError, settle, unproven } from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

const documented: Readonly<Record<number, ErrorCode>> = {
  401: "auth",
  402: "insufficient-balance",
  429: "rate-limited",
  500: "provider-down",
};

function judge(status: number, headers: Record<string, string> = {}, more: { providerMessage?: string } = {}) {
  const verdict = judgeStatus({
    provider: "acme",
    response: new Response("", { status, headers }),
    documented,
    ...more,
  });
  if (verdict.verdict === "accepted") throw new Error("An error status was taken for acceptance.");
  expectNoCanary(verdict);
  expect(verdict.error).toMatchObject({ certainty: verdict.verdict, provider: "acme", httpStatus: status });
  return verdict;
}

describe("an error status", () => {
  it.each([
    [401, "not-accepted", "auth"],
    [402, "not-accepted", "insufficient-balance"],
    [429, "not-accepted", "rate-limited"],
    [400, "unknown", "unreadable-response"],
    [404, "unknown", "unreadable-response"],
    [418, "unknown", "unreadable-response"],
    [500, "unknown", "provider-down"],
    [502, "unknown", "provider-down"],
    [599, "unknown", "provider-down"],
  ])("%d is %s: %s", (status, certainty, code) => {
    const verdict = judge(status);
    expect(verdict.verdict).toBe(certainty);
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
    const verdict = judgeStatus({ provider: "acme", response, documented, providerCode: "E7", retryAfterMs: 5 });
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
    const verdict = judgeStatus({ provider: "acme", response, documented, retryAfterMs: 1000 });
    expect(verdict).toMatchObject({ error: { retryAfterMs: 1000 } });
  });

  it("is unknown when nobody says", () => {
    expect(judge(429).error.retryAfterMs).toBeUndefined();
  });
});

describe("a verdict for everybody", () => {
  it("is given once per recipient, also to none", () => {
    const verdict = { verdict: "accepted", id: "1" } as const;
    expect(forEach(["a", "b"], verdict, 200)).toEqual({ verdicts: [verdict, verdict], httpStatus: 200 });
    expect(forEach([], verdict).verdicts).toEqual([]);
  });

  it("takes its certainty from its kind", () => {
    const details = { code: "auth", certainty: "unknown" } as const;
    expect(refused("no", details)).toMatchObject({ verdict: "not-accepted", error: { certainty: "not-accepted" } });
    expect(unproven("maybe", { code: "network" })).toMatchObject({
      verdict: "unknown",
      error: { certainty: "unknown" },
    });
  });
});

describe("an adapter that is settled", () => {
  const to = [canary.phone, "+254712345678"];

  it("hands its report through", async () => {
    const report = { verdicts: [{ verdict: "accepted", id: "1" }], httpStatus: 202 } as const;
    expect(await settle("acme", to, async () => report)).toBe(report);
  });

  it.each(["not-accepted", "unknown"] as const)("gives everybody the certainty of its error: %s", async (certainty) => {
    const error = new SmsError("acme: no", { code: "network", certainty, httpStatus: 503 });
    const report = await settle("acme", to, () => Promise.reject(error));
    expect(report).toEqual({
      verdicts: [
        { verdict: certainty, error },
        { verdict: certainty, error },
      ],
      httpStatus: 503,
    });
  });

  it.each([new TypeError(canary.secret), canary.phone, undefined, null, { code: "auth", certainty: "not-accepted" }])(
    "is unknown for everybody when it rejects or throws something that is not ours",
    async (thrown) => {
      const rejecting = await settle("acme", to, () => Promise.reject(thrown));
      const throwing = await settle("acme", to, () => {
        throw thrown;
      });
      for (const report of [rejecting, throwing]) {
        expectNoCanary(report);
        expect(report.verdicts).toHaveLength(2);
        for (const verdict of report.verdicts) {
          expect(verdict).toMatchObject({ verdict: "unknown", error: { certainty: "unknown", provider: "acme" } });
        }
      }
    },
  );
});
