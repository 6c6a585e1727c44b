import { type Attempt, type E164, type Outcome, SmsError, type Verdict } from "@polysms/core";
import { rejectionPolicy } from "../routing/rejection-policy.ts";
import { maskedOutcome } from "./outcomes.ts";

/** What is known so far about one recipient of one call. */
export interface Recipient {
  readonly to: E164;
  /** The providers that its route chose, first choice first. */
  readonly providers?: readonly string[];
  readonly attempts: Attempt[];
  last?: { readonly provider: string; readonly verdict: Verdict };
  /** The first provider that may have taken the message; nothing that follows undoes that. */
  open?: { readonly provider: string; readonly error: SmsError };
}

export function recordAttempt(
  recipient: Recipient,
  provider: string,
  verdict: Verdict,
  seen: Omit<Attempt, "provider" | "status" | "code">,
): Attempt {
  const { httpStatus, durationMs } = seen;
  const attempt = {
    provider,
    status: verdict.status,
    ...(verdict.status === "accepted" ? {} : { code: verdict.error.code }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    durationMs,
  };
  recipient.attempts.push(attempt);
  recipient.last = { provider, verdict };
  if (verdict.status === "unknown") recipient.open ??= { provider, error: verdict.error };
  return attempt;
}

/** Whether another provider may be asked: only after proof, or when the caller has chosen to risk a duplicate. */
export function mayFailOver({ last }: Recipient, riskDuplicate: boolean): boolean {
  if (last === undefined || last.verdict.status === "accepted") return false;
  return last.verdict.status === "unknown" ? riskDuplicate : rejectionPolicy[last.verdict.error.code].failover;
}

/** The proven rejection that may pass; `undefined` if a provider may have taken the message. */
export function retryableRejection({ last, open }: Recipient): SmsError | undefined {
  if (open !== undefined || last?.verdict.status !== "rejected") return undefined;
  return rejectionPolicy[last.verdict.error.code].retry ? last.verdict.error : undefined;
}

export function outcomeOf(
  { to, attempts, last, open }: Recipient,
  reference: string,
  ended?: "aborted" | "timeout" | undefined,
): Outcome {
  const named = { to, reference, attempts };
  if (last?.verdict.status === "accepted") {
    return maskedOutcome({ status: "accepted", ...named, provider: last.provider, id: last.verdict.id });
  }
  if (open !== undefined) return maskedOutcome({ status: "unknown", ...named, ...open });
  return maskedOutcome({ status: "rejected", ...named, error: last?.verdict.error ?? notSent(ended) });
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
