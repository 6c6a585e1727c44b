import { describe, expect, it } from "vitest";
import { assertReport, assertVerdicts } from "../../src/conformance/check-report.ts";
import type { VerdictLike } from "../../src/index.ts";
import { AcmeError } from "./acme-provider.ts";

const to = ["+254712341000", "+254712341001"];
const secret = "canary-key-4711";
const accepted = { status: "accepted", id: "1" } as const;
const unknown = (message: string, code = "timeout"): VerdictLike => ({
  status: "unknown",
  error: new AcmeError(message, code, true),
});

function problemOf(...verdicts: readonly unknown[]): string | undefined {
  try {
    assertReport({ verdicts: verdicts as readonly VerdictLike[] }, to.slice(0, verdicts.length), [secret]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("a report", () => {
  it("is fine with a verdict for each recipient", () => {
    expect(problemOf(accepted, unknown("no answer for +254•••••••00"))).toBe(undefined);
    expect(() => assertReport({ verdicts: [accepted] }, to, [])).toThrow("1 verdicts for 2 recipients.");
  });

  it.each([
    ["an id that is empty", { status: "accepted", id: "" }, "accepted without an id."],
    ["an id that is a number", { status: "accepted", id: 7 }, "accepted without an id."],
    [
      "a status of its own",
      { status: "maybe", error: unknown("") },
      'the status is "maybe"; it must be accepted, rejected or unknown.',
    ],
    ["another error", { status: "unknown", error: new Error("timeout") }, "unknown without an SmsError."],
    ["no error", { status: "rejected" }, "rejected without an SmsError."],
    ["a code of its own", unknown("late", "ETIMEDOUT"), '"ETIMEDOUT" is not one of the error codes.'],
    [
      "an error that contradicts it",
      { ...unknown("late"), status: "rejected" },
      "rejected, but its error has mayHaveBeenSent: true.",
    ],
  ])("fails with %s", (_, verdict, problem) => {
    expect(problemOf(accepted, verdict)).toBe(`Recipient 2: ${problem}`);
  });

  it.each([
    ["a credential", `no answer with ${secret}`],
    ["a credential in Base64", `no answer with ${btoa(secret)}`],
    ["a number", "no answer for +254712341000"],
    ["the number of another recipient", "no answer for 254712341001"],
    ["a number with its digits grouped", "no answer for +254 712-341 000"],
    ["a number without its country", "no answer for 712341000"],
  ])("fails when an error shows %s, and the reason does not show it", (_, message) => {
    expect(problemOf(accepted, unknown(message))).toMatch(/^An error shows what it must not show: word \d of \d\.$/);
  });
});

describe("verdicts", () => {
  const report = { verdicts: [unknown("late"), unknown("gone", "network")] };

  it("pass with the wanted status and one of the codes", () => {
    assertVerdicts(report, "unknown");
    assertVerdicts(report, "unknown", ["network", "timeout"]);
    assertVerdicts({ verdicts: [accepted] }, "accepted", ["network"]);
  });

  it("fail otherwise, and the message says what was wanted", () => {
    expect(() => assertVerdicts(report, "unknown", ["timeout"])).toThrow(
      "Recipient 2 is unknown with network instead of unknown with timeout.",
    );
    expect(() => assertVerdicts(report, "rejected", ["auth", "network"])).toThrow(
      "Recipient 1 is unknown with timeout instead of rejected with auth or network.",
    );
    expect(() => assertVerdicts({ verdicts: [accepted] }, "unknown")).toThrow(
      "Recipient 1 is accepted instead of unknown.",
    );
  });
});
