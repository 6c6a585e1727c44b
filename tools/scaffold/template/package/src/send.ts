import {
  type CallOptions,
  type ErrorCode,
  type OutgoingMessage,
  redact,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
  verdictFromStatus,
} from "@polysms/core";
import type { AcmeClient } from "./client.ts";

const provider = "acme";

// The documented that the provider documents, by status. Only these prove that nobody took a message, so a status that
// is merely assumed does not belong here.
const documented: Readonly<Record<number, ErrorCode>> = {};

/** Sends one text to one number; the answer is for that number. */
export async function sendMessage(
  client: AcmeClient,
  { to, text, senderId }: OutgoingMessage,
  call: CallOptions = {},
): Promise<SendReport> {
  const body = { to: to.join(","), text, ...(senderId === undefined ? {} : { sender: senderId }) };
  const { ok, data, error, response } = await client.POST("/messages", { ...call, body });
  const verdict = ok
    ? judgeReceipt(data, response)
    : verdictFromStatus({ provider, response, documented, providerMessage: wordsIn(error, text) });
  return sameVerdict(to, verdict, response.status);
}

function judgeReceipt(receipt: unknown, { status: httpStatus }: Response): Verdict {
  const { id } = (receipt ?? {}) as { id?: unknown };
  if (typeof id === "string" && id !== "") return { status: "accepted", id };
  return unknown(`${provider}: the answer has no id.`, { code: "unreadable-response", provider, httpStatus });
}

function wordsIn(body: unknown, text: string): string | undefined {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === "string" ? redact(message, [text]) : undefined;
}
