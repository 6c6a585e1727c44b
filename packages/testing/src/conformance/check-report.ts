import { errorCodes } from "@polysms/core";
import { assertNoSecrets } from "../assertions/no-secrets.ts";
import { isSmsErrorLike } from "../assertions/thrown-error.ts";
import type { SendReportLike, VerdictLike } from "./options.ts";

const CODES: readonly string[] = errorCodes;

/**
 * Fails unless the report has what every report has: a verdict for each recipient, and errors that fit their status and
 * show none of the words and no number.
 */
export function assertReport(report: SendReportLike, to: readonly string[], words: readonly string[]): void {
  const { verdicts } = report;
  if (verdicts.length !== to.length) throw new Error(`${verdicts.length} verdicts for ${to.length} recipients.`);
  // Masked numbers show the first digits and the last two; the digits between them are unique.
  const hidden = [...words, ...to.flatMap((phone) => [phone.slice(1), phone.slice(-9)])];
  for (const [index, verdict] of verdicts.entries()) {
    const problem = problemOf(verdict);
    if (problem !== undefined) throw new Error(`Recipient ${index + 1}: ${problem}`);
    // Recipients that share an answer usually share the error.
    const checked = index > 0 && errorIn(verdict) === errorIn(verdicts[0]);
    if (verdict.status !== "accepted" && !checked) assertNoSecrets(verdict.error, hidden, "An error");
  }
}

function errorIn(verdict: VerdictLike | undefined): unknown {
  return verdict !== undefined && "error" in verdict ? verdict.error : undefined;
}

function problemOf(verdict: VerdictLike): string | undefined {
  if (verdict.status === "accepted") {
    return typeof verdict.id === "string" && verdict.id !== "" ? undefined : "accepted without an id.";
  }
  if (!["rejected", "unknown"].includes(verdict.status)) {
    return `the status is "${verdict.status}"; it must be accepted, rejected or unknown.`;
  }
  const { error } = verdict;
  if (!isSmsErrorLike(error)) return `${verdict.status} without an SmsError.`;
  if (error.mayHaveBeenSent !== (verdict.status === "unknown")) {
    return `${verdict.status}, but its error has mayHaveBeenSent: ${error.mayHaveBeenSent}.`;
  }
  return CODES.includes(error.code) ? undefined : `"${error.code}" is not one of the error codes.`;
}

/** Fails unless every recipient has the status, with one of the codes if there are any. */
export function assertVerdicts(
  { verdicts }: SendReportLike,
  wanted: VerdictLike["status"],
  codes: readonly string[] = [],
): void {
  for (const [index, verdict] of verdicts.entries()) {
    const code = verdict.status === "accepted" ? undefined : verdict.error.code;
    const fits = code === undefined || codes.length === 0 || codes.includes(code);
    if (verdict.status === wanted && fits) continue;
    const withCodes = codes.length === 0 ? "" : ` with ${codes.join(" or ")}`;
    const found = code === undefined ? verdict.status : `${verdict.status} with ${code}`;
    throw new Error(`Recipient ${index + 1} is ${found} instead of ${wanted}${withCodes}.`);
  }
}

/** Fails unless this many requests or connections were made. */
export function assertCount(what: string, counted: number, wanted: number): void {
  if (counted !== wanted) throw new Error(`${counted} ${what} were made for one send instead of ${wanted}.`);
}
