import {
  type CallOptions,
  type ErrorCode,
  type OutgoingMessage,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
  verdictFromStatus,
} from "@polysms/core";
import type { AcmeClient } from "./client.ts";

const provider = "acme";

// The rejections that the provider documents, by HTTP status. Only these prove that nobody took a message, so a status that
// is merely assumed does not belong here.
const documentedRejections: Readonly<Record<number, ErrorCode>> = {};

/** Sends one text to one number, and returns the verdict on the answer. */
export async function sendMessage(
  client: AcmeClient,
  { to, text, senderId }: OutgoingMessage,
  call: CallOptions = {},
): Promise<SendReport> {
  const body = { to: to.join(","), text, ...(senderId === undefined ? {} : { sender: senderId }) };
  const { ok, data, error, response } = await client.POST("/messages", { ...call, body });
  const verdict = ok
    ? verdictFromReceipt(data, response)
    : verdictFromStatus({
        provider,
        response,
        documented: documentedRejections,
        providerMessage: messageIn(client, error, text),
      });
  return sameVerdict(to, verdict, response.status);
}

function verdictFromReceipt(receipt: unknown, { status: httpStatus }: Response): Verdict {
  const { id } = (receipt ?? {}) as { id?: unknown };
  if (typeof id === "string" && id !== "") return { status: "accepted", id };
  return unknown(`${provider}: the answer has no id.`, { code: "unreadable-response", provider, httpStatus });
}

// A provider may repeat the text that it was sent.
function messageIn(client: AcmeClient, body: unknown, text: string): string | undefined {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === "string" ? client.redact(message, [text]) : undefined;
}
