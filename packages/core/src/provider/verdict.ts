import { type ErrorCode, isSmsError, SmsError, type SmsErrorDetails } from "../error/sms-error.ts";
import type { SendReport, Verdict } from "./provider.ts";

/** One verdict for everybody, from a provider that answers per request. */
export function sameVerdict(to: readonly unknown[], verdict: Verdict, httpStatus?: number): SendReport {
  return { verdicts: to.map(() => verdict), httpStatus };
}

/** A refusal that the provider documents for this operation. */
export function rejected(message: string, details: Omit<SmsErrorDetails, "mayHaveBeenSent">): Verdict {
  return withError("rejected", message, details);
}

/** An answer that proves neither acceptance nor refusal. */
export function unknown(message: string, details: Omit<SmsErrorDetails, "mayHaveBeenSent">): Verdict {
  return withError("unknown", message, details);
}

function withError(
  status: "rejected" | "unknown",
  message: string,
  details: Omit<SmsErrorDetails, "mayHaveBeenSent">,
): Verdict {
  return { status, error: new SmsError(message, { ...details, mayHaveBeenSent: status === "unknown" }) };
}

/** The verdict on a call that rejected: as certain as its error, and `unknown` for anything that is not ours. */
export function verdictFromError(provider: string, error: unknown): Verdict {
  if (isSmsError(error)) return { status: error.mayHaveBeenSent ? "unknown" : "rejected", error };
  return unknown(`${provider}: the adapter failed.`, { code: "unreadable-response", provider, cause: error });
}

/**
 * Runs an adapter so that it never throws: a call that rejects becomes a verdict for every recipient.
 */
export async function toReport(
  provider: string,
  to: readonly unknown[],
  send: () => Promise<SendReport>,
): Promise<SendReport> {
  try {
    return await send();
  } catch (error) {
    return sameVerdict(to, verdictFromError(provider, error), isSmsError(error) ? error.httpStatus : undefined);
  }
}

/** What is known about an answer other than 2xx. */
export interface RejectedAnswer {
  readonly provider: string;
  readonly response: Response;
  /** The refusals that the provider documents for the operation, by HTTP status. */
  readonly documented: Readonly<Record<number, ErrorCode>>;
  readonly providerMessage?: string | undefined;
  readonly providerCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/**
 * The verdict on an answer with an error status. A documented status below 500 is a refusal; a status that is not
 * documented proves nothing, and neither does any 5xx: the message may have been taken before the fault.
 */
export function verdictFromStatus(answer: RejectedAnswer): Verdict {
  const { provider, response, documented, providerMessage, providerCode } = answer;
  const { status: httpStatus } = response;
  const details = {
    provider,
    httpStatus,
    providerCode,
    providerMessage,
    retryAfterMs: answer.retryAfterMs ?? retryAfterMs(response),
  };
  const said = providerMessage === undefined || providerMessage === "" ? "." : `: ${providerMessage}`;
  const code = documented[httpStatus];
  if (httpStatus >= 500) {
    return unknown(`${provider}: HTTP ${httpStatus}${said}`, { code: "provider-down", ...details });
  }
  if (code === undefined) {
    const message = `${provider}: HTTP ${httpStatus}, which is not documented${said}`;
    return unknown(message, { code: "unreadable-response", ...details });
  }
  return rejected(`${provider}: HTTP ${httpStatus}${said}`, { code, ...details });
}

/** Milliseconds of a `Retry-After` header, in seconds or as a date. */
function retryAfterMs(response: Response): number | undefined {
  const header = response.headers.get("retry-after");
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms >= 0 ? ms : undefined;
}
