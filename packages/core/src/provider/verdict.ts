import { type ErrorCode, isSmsError, SmsError, type SmsErrorDetails } from "../error/sms-error.ts";

/**
 * What one provider did with one message for one recipient. `rejected` is proven: nobody took it, so sending it again
 * cannot duplicate it. `unknown` is everything that is neither proven accepted nor proven rejected.
 */
export type Verdict =
  | { readonly status: "accepted"; readonly id: string }
  | { readonly status: "rejected"; readonly error: SmsError }
  | { readonly status: "unknown"; readonly error: SmsError };

/** A verdict that is not `accepted`: it has an error. */
export type FailedVerdict = Exclude<Verdict, { readonly status: "accepted" }>;

/** What became of one request: a verdict per recipient, in the order of `to`. */
export interface SendReport {
  readonly verdicts: readonly Verdict[];
  readonly httpStatus?: number | undefined;
}

/** A report with the same verdict for every recipient, from a provider that answers per request. */
export function sameVerdict(to: readonly unknown[], verdict: Verdict, httpStatus?: number): SendReport {
  return { verdicts: to.map(() => verdict), httpStatus };
}

/** The verdict on a rejection that the provider documents for this operation: proven that nobody took the message. */
export function rejected(message: string, details: Omit<SmsErrorDetails, "mayHaveBeenSent">): FailedVerdict {
  return withError("rejected", message, details);
}

/** The verdict on an answer that proves neither acceptance nor rejection: the message may be on its way. */
export function unknown(message: string, details: Omit<SmsErrorDetails, "mayHaveBeenSent">): FailedVerdict {
  return withError("unknown", message, details);
}

function withError(
  status: "rejected" | "unknown",
  message: string,
  details: Omit<SmsErrorDetails, "mayHaveBeenSent">,
): FailedVerdict {
  return { status, error: new SmsError(message, { ...details, mayHaveBeenSent: status === "unknown" }) };
}

/**
 * The verdict on a call that rejected: `rejected` if its error proves that nothing was sent, otherwise `unknown`. Anything
 * that is not an {@link SmsError} becomes {@link adapterFailed}.
 */
export function verdictFromError(provider: string, error: unknown): FailedVerdict {
  if (isSmsError(error)) return { status: error.mayHaveBeenSent === false ? "rejected" : "unknown", error };
  return { status: "unknown", error: adapterFailed(provider, error) };
}

/**
 * The error for anything that a provider's code throws and that is not an {@link SmsError}: a bug in the adapter. It has
 * the code `unreadable-response` and `mayHaveBeenSent: true`, because nobody knows how far the call had come.
 */
export function adapterFailed(provider: string, cause: unknown): SmsError {
  return new SmsError(`${provider}: the adapter failed.`, {
    code: "unreadable-response",
    mayHaveBeenSent: true,
    provider,
    cause,
  });
}

/**
 * Runs an adapter's `send` so that it never throws: a call that rejects becomes a verdict for every recipient.
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
  /** The rejections that the provider documents for the operation, by HTTP status. */
  readonly documented: Readonly<Record<number, ErrorCode>>;
  readonly providerMessage?: string | undefined;
  readonly providerCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/**
 * The verdict on an answer with an error status. A documented status below 500 is a rejection. A status that is not
 * documented proves nothing, and neither does any 5xx: the message may have been taken before the fault.
 */
export function verdictFromStatus(answer: RejectedAnswer): FailedVerdict {
  const { provider, response, documented, providerMessage, providerCode } = answer;
  const { status: httpStatus } = response;
  const details = {
    provider,
    httpStatus,
    providerCode,
    providerMessage,
    retryAfterMs: answer.retryAfterMs ?? retryAfterMs(response),
  };
  const ending = providerMessage === undefined || providerMessage === "" ? "." : `: ${providerMessage}`;
  const code = documented[httpStatus];
  if (httpStatus >= 500) {
    return unknown(`${provider}: HTTP ${httpStatus}${ending}`, { code: "provider-down", ...details });
  }
  if (code === undefined) {
    const message = `${provider}: HTTP ${httpStatus}, which is not documented${ending}`;
    return unknown(message, { code: "unreadable-response", ...details });
  }
  return rejected(`${provider}: HTTP ${httpStatus}${ending}`, { code, ...details });
}

/** Milliseconds of a `Retry-After` header, in seconds or as a date. */
function retryAfterMs(response: Response): number | undefined {
  const header = response.headers.get("retry-after");
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms >= 0 ? ms : undefined;
}
