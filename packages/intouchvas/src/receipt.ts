import { redact, rejected, unknown, type Verdict, verdictFromStatus } from "@polysms/core";
import { refusalIn, statusIn, transactionIn } from "./failure.ts";

const provider = "intouchvas";

/** A verdict on an answer that is no success. */
export type FailedVerdict = Exclude<Verdict, { readonly status: "accepted" }>;

/**
 * The verdict on the answer to a send, one for all of its recipients. `recipients` is how many there were, if that is
 * known; `secrets` are kept out of errors.
 */
export function judgeReceipt(
  body: unknown,
  response: Response,
  recipients: number | undefined,
  secrets: readonly string[],
): Verdict {
  const status = statusIn(body);
  const id = transactionIn(body);
  if (!response.ok || id === undefined || (status !== undefined && (status < 200 || status > 299))) {
    return judgeFailure(body, response, secrets, id === undefined ? "has no transaction id" : "contradicts itself");
  }
  const queued = queuedIn(textIn(body, "message"));
  if (queued === undefined || recipients === undefined || queued === recipients) return { status: "accepted", id };
  const message = `${provider}: ${recipients} recipients were sent and ${queued} queued; which ones is not said.`;
  return unknown(message, { code: "unreadable-response", ...detailsOf(body, response, secrets) });
}

/** What an answer proves that is no success; `problem` ends the sentence "the answer …" for a 2xx that says nothing. */
export function judgeFailure(
  body: unknown,
  response: Response,
  secrets: readonly string[],
  problem: string,
): FailedVerdict {
  const { ok, status: httpStatus } = response;
  const status = statusIn(body);
  const details = detailsOf(body, response, secrets);
  const code = refusalIn(httpStatus, body);
  if (ok && code !== undefined) {
    return rejected(`${provider}: the answer is a failure with status ${status}.`, {
      code,
      ...details,
    }) as FailedVerdict;
  }
  const agrees = transactionIn(body) === undefined && (status === undefined || status === httpStatus);
  if (!ok && (agrees || code !== undefined || httpStatus >= 500)) {
    const documented = code === undefined ? {} : { [httpStatus]: code };
    return verdictFromStatus({ ...details, response, documented }) as FailedVerdict;
  }
  return unknown(`${provider}: the answer (HTTP ${httpStatus}) ${ok ? problem : "contradicts itself"}.`, {
    code: status !== undefined && status >= 500 ? "provider-down" : "unreadable-response",
    ...details,
  }) as FailedVerdict;
}

function detailsOf(body: unknown, { status: httpStatus }: Response, secrets: readonly string[]) {
  const redacted = (text: string | undefined) => (text === undefined ? undefined : redact(text, secrets));
  return {
    provider,
    httpStatus,
    providerCode: redacted(statusIn(body)?.toString() ?? textIn(body, "status")),
    providerMessage: redacted(textIn(body, "message")),
  };
}

// "SMS successfully queued for sending. Total recipients 1"
function queuedIn(words: string | undefined): number | undefined {
  const count = words === undefined ? undefined : /total recipients (\d+)/i.exec(words)?.[1];
  return count === undefined ? undefined : Number(count);
}

function textIn(body: unknown, field: "message" | "status"): string | undefined {
  const value = ((body ?? {}) as Readonly<Record<string, unknown>>)[field];
  return typeof value === "string" ? value : undefined;
}
