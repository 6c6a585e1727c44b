import { type FailedVerdict, rejected, unknown, type Verdict, verdictFromStatus } from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { rejectionIn, statusIn, transactionIn } from "./failure.ts";

const provider = "intouchvas";

/** What a call of the client resolves to, whatever it called. */
interface Result {
  readonly ok: boolean;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** An answer of InTouchVAS. */
export interface Answer {
  readonly body: unknown;
  readonly response: Response;
  /** Makes the provider's words safe to show. */
  readonly redact: (words: string) => string;
}

/** The answer to a call; `hidden` is what the request carried and an error must not repeat. */
export function answerOf(
  client: IntouchvasClient,
  { ok, data, error, response }: Result,
  hidden: readonly string[] = [],
): Answer {
  return { body: ok ? data : error, response, redact: (words) => client.redact(words, hidden) };
}

/** The verdict on the answer to a send, one for all of its recipients. `recipients` is how many there were, if known. */
export function verdictFromReceipt(answer: Answer, recipients: number | undefined): Verdict {
  const { body, response } = answer;
  const status = statusIn(body);
  const id = transactionIn(body);
  if (!response.ok || id === undefined || (status !== undefined && (status < 200 || status > 299))) {
    return verdictFromFailure(answer, id === undefined ? "has no transaction id" : "contradicts itself");
  }
  const queued = queuedIn(textIn(body, "message"));
  if (queued === undefined || recipients === undefined || queued === recipients) return { status: "accepted", id };
  const message = `${provider}: ${recipients} recipients were sent and ${queued} queued; the answer does not say which.`;
  return unknown(message, { code: "unreadable-response", ...detailsOf(answer) });
}

/** What an answer that is not a success proves; `problem` ends the sentence "the answer …" for a 2xx that says nothing. */
export function verdictFromFailure(answer: Answer, problem: string): FailedVerdict {
  const { body, response } = answer;
  const { ok, status: httpStatus } = response;
  const status = statusIn(body);
  const details = detailsOf(answer);
  const code = rejectionIn(httpStatus, body);
  if (ok && code !== undefined) {
    return rejected(`${provider}: the answer is a failure with status ${status}.`, {
      code,
      ...details,
    });
  }
  const agrees = transactionIn(body) === undefined && (status === undefined || status === httpStatus);
  if (!ok && (agrees || code !== undefined || httpStatus >= 500)) {
    const documented = code === undefined ? {} : { [httpStatus]: code };
    return verdictFromStatus({ ...details, response, documented });
  }
  return unknown(`${provider}: the answer (HTTP ${httpStatus}) ${ok ? problem : "contradicts itself"}.`, {
    code: status !== undefined && status >= 500 ? "provider-down" : "unreadable-response",
    ...details,
  });
}

function detailsOf({ body, response: { status: httpStatus }, redact }: Answer) {
  const redacted = (text: string | undefined) => (text === undefined ? undefined : redact(text));
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
