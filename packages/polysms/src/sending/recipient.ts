import { type Attempt, type E164, type Outcome, SmsError, type Verdict } from "@polysms/core";
import { rejectionPolicy } from "../routing/rejection-policy.ts";
import { maskedOutcome } from "./outcomes.ts";

/** What has happened so far for one recipient of one call. */
export interface Recipient {
  readonly to: E164;
  /** The providers that its route chose, first choice first. */
  providers?: readonly string[];
  readonly attempts: Attempt[];
  /** The answer of the latest request. */
  last?: { readonly provider: string; readonly verdict: Verdict };
  /** The outcome of another call with the same key. */
  known?: Outcome | undefined;
  /** The idempotency store failed, so nothing was sent. */
  storeFailure?: SmsError;
  /** Nobody was asked, because the providers are parked. */
  parked?: SmsError | undefined;
  /** The first `unknown`: this provider may have taken the message, and nothing that follows changes that. */
  firstUnknown?: { readonly provider: string; readonly error: SmsError };
}

/** Adds the attempt to the recipient, and returns it. */
export function recordAttempt(
  recipient: Recipient,
  provider: string,
  verdict: Verdict,
  exchange: Omit<Attempt, "provider" | "status" | "code">,
): Attempt {
  const { httpStatus, durationMs } = exchange;
  const attempt = {
    provider,
    status: verdict.status,
    ...(verdict.status === "accepted" ? {} : { code: verdict.error.code }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    durationMs,
  };
  recipient.attempts.push(attempt);
  recipient.last = { provider, verdict };
  if (verdict.status === "unknown") recipient.firstUnknown ??= { provider, error: verdict.error };
  return attempt;
}

/** Whether another provider may be asked: only after proof, or if the caller chose to risk a duplicate. */
export function mayFailOver({ last }: Recipient, riskDuplicate: boolean): boolean {
  if (last === undefined || last.verdict.status === "accepted") return false;
  return last.verdict.status === "unknown" ? riskDuplicate : rejectionPolicy[last.verdict.error.code].failover;
}

/** The proven rejection that may pass; `undefined` if a provider may have taken the message. */
export function retryableRejection({ last, firstUnknown }: Recipient): SmsError | undefined {
  if (firstUnknown !== undefined || last?.verdict.status !== "rejected") return undefined;
  return rejectionPolicy[last.verdict.error.code].retry ? last.verdict.error : undefined;
}

/** The outcome of a recipient. `ended` is set if the call ended early, by an abort or its time limit. */
export function outcomeOf(
  { to, attempts, last, firstUnknown, known, storeFailure, parked }: Recipient,
  reference: string,
  ended?: "aborted" | "timeout" | undefined,
): Outcome {
  if (known !== undefined) return known;
  const common = { to, reference, attempts };
  if (last?.verdict.status === "accepted") {
    return maskedOutcome({ status: "accepted", ...common, provider: last.provider, id: last.verdict.id });
  }
  if (firstUnknown !== undefined) return maskedOutcome({ status: "unknown", ...common, ...firstUnknown });
  const error = last?.verdict.error ?? storeFailure ?? parked ?? notSent(ended);
  return failedOutcome(common, error);
}

/** Rejected if the error proves that nobody took it, and unknown otherwise. */
export function failedOutcome(common: Pick<Outcome, "to" | "reference" | "attempts">, error: SmsError): Outcome {
  if (error.mayHaveBeenSent === false) return maskedOutcome({ status: "rejected", ...common, error });
  return maskedOutcome({ status: "unknown", ...common, provider: "", error });
}

export function skipped(to: E164, reference: string, reason: "duplicate" | "guarded"): Outcome {
  return maskedOutcome({ status: "skipped", to, reference, reason, attempts: [] });
}

function notSent(ended: "aborted" | "timeout" | undefined): SmsError {
  if (ended !== undefined) {
    const why = ended === "timeout" ? "Out of time" : "Aborted";
    return new SmsError(`${why} before anything was sent to this recipient.`, {
      code: ended,
      mayHaveBeenSent: false,
    });
  }
  return new SmsError("No provider is routed for the country of this recipient.", {
    code: "route-unavailable",
    mayHaveBeenSent: false,
    hint: 'Add the country to the route; byRegion({ …, "*": … }) covers all others.',
  });
}
