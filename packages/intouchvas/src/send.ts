import {
  type ErrorCode,
  forEach,
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
import type { paths } from "./generated/schema.gen.ts";
import type { IntouchvasMessageOptions } from "./provider.ts";

type Refusal = Exclude<keyof paths["/message/send/transactional"]["post"]["responses"], 200>;

const provider = "intouchvas";

// The provider's own error table. 418, 421 and 422 have the same words there (quirk intouchvas-invalid-parameter-codes).
const refusals: Readonly<Record<Refusal, ErrorCode>> = {
  400: "bad-request",
  401: "auth",
  403: "auth",
  404: "bad-request",
  405: "bad-request",
  406: "bad-request",
  418: "bad-request",
  421: "bad-request",
  422: "bad-request",
  428: "auth",
  429: "rate-limited",
  500: "provider-down",
  503: "provider-down",
};

/** Sends one text to up to 50 numbers; the answer is one for all of them. */
export async function sendMessage(
  client: IntouchvasClient,
  { to, text, senderId, options = {} }: OutgoingMessage<IntouchvasMessageOptions>,
  call: SendCall = {},
): Promise<SendReport> {
  refuseUnknownFields(options, ["type", "callbackUrl"], { provider, inside: "options.intouchvas." });
  const { type = "transactional", callbackUrl } = options;
  const body = {
    message: text,
    msisdn: to.join(","),
    ...(senderId === undefined ? {} : { sender_id: senderId }),
    ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }),
  };
  const { ok, data, error, response } = await client.POST(`/message/send/${type}`, { ...call, body });
  const verdict = ok
    ? judgeReceipt(data, to.length, response, text)
    : judgeStatus({
        provider,
        response,
        documented: refusals,
        providerCode: codeIn(error),
        providerMessage: wordsIn(error, text),
      });
  return forEach(to, verdict, response.status);
}

function judgeReceipt(receipt: unknown, recipients: number, response: Response, text: string): Verdict {
  const { transaction_id: id, status } = (receipt ?? {}) as { transaction_id?: unknown; status?: unknown };
  const details = {
    provider,
    httpStatus: response.status,
    providerCode: codeIn(receipt),
    providerMessage: wordsIn(receipt, text),
  };
  if (typeof id === "number" || (typeof id === "string" && id !== "")) {
    const queued = queuedIn(receipt);
    if (queued === undefined || queued === recipients) return { verdict: "accepted", id: String(id) };
    const message = `${provider}: ${recipients} recipients were sent and ${queued} queued; which ones is not said.`;
    return unproven(message, { code: "unreadable-response", ...details });
  }
  // The failure object may come under HTTP 200: the document does not tie the two (quirk intouchvas-failure-status).
  const code = typeof status === "number" && status < 500 ? refusals[status as Refusal] : undefined;
  if (code !== undefined)
    return refused(`${provider}: the answer is a failure with status ${status}.`, { code, ...details });
  return unproven(`${provider}: the answer has no transaction id.`, { code: "unreadable-response", ...details });
}

// "SMS successfully queued for sending. Total recipients 1"
function queuedIn(receipt: unknown): number | undefined {
  const { message } = receipt as { message?: unknown };
  const count = typeof message === "string" ? /total recipients (\d+)/i.exec(message)?.[1] : undefined;
  return count === undefined ? undefined : Number(count);
}

function codeIn(body: unknown): string | undefined {
  const { status } = (body ?? {}) as { status?: unknown };
  return typeof status === "number" || typeof status === "string" ? redact(String(status)) : undefined;
}

function wordsIn(body: unknown, text: string): string | undefined {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === "string" ? redact(message, [text]) : undefined;
}
