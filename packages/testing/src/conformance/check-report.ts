import { assertNoSecrets } from "../assertions/no-secrets.ts";
import { isSmsErrorLike } from "../assertions/thrown-error.ts";
import type { SendReportLike, VerdictLike } from "./options.ts";

export const ERROR_CODES: readonly string[] =
  "auth insufficient-balance rate-limited invalid-recipient invalid-sender content-blocked template-mismatch opted-out route-unavailable bad-request provider-down network timeout unreadable-response aborted config".split(
    " ",
  );

/**
 * Fails unless the report has what every report has: a verdict for each recipient, and errors that are as certain as
 * their verdict and show none of the words and no number.
 */
export function assertReport(report: SendReportLike, to: readonly string[], words: readonly string[]): void {
  const { verdicts } = report;
  if (verdicts.length !== to.length) throw new Error(`${verdicts.length} verdicts for ${to.length} recipients.`);
  // Masked numbers show the first digits and the last two; what is unique is in between.
  const hidden = [...words, ...to.flatMap((phone) => [phone.slice(1), phone.slice(-9)])];
  for (const [index, verdict] of verdicts.entries()) {
    const problem = problemOf(verdict);
    if (problem !== undefined) throw new Error(`Recipient ${index + 1}: ${problem}`);
    // Recipients that share an answer usually share the error.
    const seen = index > 0 && errorIn(verdict) === errorIn(verdicts[0]);
    if (verdict.status !== "accepted" && !seen) assertNoSecrets(verdict.error, hidden, "An error");
  }
}

function errorIn(verdict: VerdictLike | undefined): unknown {
  return verdict !== undefined && "error" in verdict ? verdict.error : undefined;
}

function problemOf(verdict: VerdictLike): string | undefined {
  if (verdict.status === "accepted") {
    return typeof verdict.id === "string" && verdict.id !== "" ? undefined : "accepted without an id.";
  }
  if (!["rejected", "unknown"].includes(verdict.status)) return `"${verdict.status}" is no verdict.`;
  const { error } = verdict;
  if (!isSmsErrorLike(error)) return `${verdict.status} without an SmsError.`;
  if (error.mayHaveBeenSent !== (verdict.status === "unknown")) {
    return `${verdict.status}, and its error has mayHaveBeenSent: ${error.mayHaveBeenSent}.`;
  }
  return ERROR_CODES.includes(error.code) ? undefined : `"${error.code}" is not one of the codes.`;
}

/** Fails unless every recipient has the verdict, and for one of these reasons where there are any. */
export function assertVerdicts(
  { verdicts }: SendReportLike,
  wanted: VerdictLike["status"],
  codes: readonly string[] = [],
): void {
  for (const [index, verdict] of verdicts.entries()) {
    const code = verdict.status === "accepted" ? undefined : verdict.error.code;
    const fits = code === undefined || codes.length === 0 || codes.includes(code);
    if (verdict.status === wanted && fits) continue;
    const because = codes.length === 0 ? "" : ` for ${codes.join(" or ")}`;
    const given = code === undefined ? verdict.status : `${verdict.status} for ${code}`;
    throw new Error(`Recipient ${index + 1} is ${given} instead of ${wanted}${because}.`);
  }
}

export function assertCount(what: string, given: number, wanted: number): void {
  if (given !== wanted) throw new Error(`${given} ${what} were made for one send instead of ${wanted}.`);
}
