import {
  forEach,
  invalidInput,
  judgeStatus,
  type OutgoingMessage,
  redact,
  refused,
  refuseUnknownFields,
  type SendCall,
  type SendReport,
  unproven,
  type Verdict,
} from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { refusalIn, statusIn, transactionIn } from "./failure.ts";
import type { IntouchvasMessageOptions } from "./provider.ts";

const provider = "intouchvas";
const inside = "options.intouchvas.";

/** Sends one text to up to 50 numbers; the answer is one for all of them. `secrets` are kept out of errors. */
export async function sendMessage(
  client: IntouchvasClient,
  { to, text, senderId, options = {} }: OutgoingMessage<IntouchvasMessageOptions>,
  secrets: () => readonly string[],
  call: SendCall = {},
): Promise<SendReport> {
  refuseUnknownFields(options, ["type", "callbackUrl"], { provider, inside });
  const { type = "transactional", callbackUrl } = options;
  // It becomes part of the path, where another word would name another operation.
  if (type !== "transactional" && type !== "promotional") {
    throw invalidInput(`${inside}type`, 'must be "transactional" or "promotional".', { provider });
  }
  const body = {
    message: text,
    msisdn: to.join(","),
    ...(senderId === undefined ? {} : { sender_id: senderId }),
    ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }),
  };
  const { ok, data, error, response } = await client.POST(`/message/send/${type}`, { ...call, body });
  const verdict = judge(ok ? data : error, response, to.length, [...secrets(), text]);
  return forEach(to, verdict, response.status);
}

function judge(body: unknown, response: Response, recipients: number, secrets: readonly string[]): Verdict {
  const { ok, status: httpStatus } = response;
  const status = statusIn(body);
  const id = transactionIn(body);
  const words = textIn(body, "message");
  const details = {
    provider,
    httpStatus,
    providerCode: redacted(status?.toString() ?? textIn(body, "status"), secrets),
    providerMessage: redacted(words, secrets),
  };
  if (ok && id !== undefined && (status === undefined || (status >= 200 && status < 300))) {
    const queued = queuedIn(words);
    if (queued === undefined || queued === recipients) return { verdict: "accepted", id };
    const message = `${provider}: ${recipients} recipients were sent and ${queued} queued; which ones is not said.`;
    return unproven(message, { code: "unreadable-response", ...details });
  }
  const code = refusalIn(httpStatus, body);
  if (ok && code !== undefined) {
    return refused(`${provider}: the answer is a failure with status ${status}.`, { code, ...details });
  }
  const agrees = id === undefined && (status === undefined || status === httpStatus);
  if (!ok && (agrees || code !== undefined || httpStatus >= 500)) {
    return judgeStatus({ ...details, response, documented: code === undefined ? {} : { [httpStatus]: code } });
  }
  const problem = ok && id === undefined ? "has no transaction id" : "contradicts itself";
  return unproven(`${provider}: the answer (HTTP ${httpStatus}) ${problem}.`, {
    code: status !== undefined && status >= 500 ? "provider-down" : "unreadable-response",
    ...details,
  });
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

function redacted(text: string | undefined, secrets: readonly string[]): string | undefined {
  return text === undefined ? undefined : redact(text, secrets);
}
