import {
  type CallOptions,
  type FailedVerdict,
  type OutgoingMessage,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { readAnswer, verdictFromFailure } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const { errorCodes } = api.operations["POST /api/v1/text/single"];

/** Sends one text to up to 50 numbers; there is one answer for all of them. */
export async function sendMessage(
  client: VavasmsClient,
  { to, text, senderId = "" }: OutgoingMessage,
  call: CallOptions = {},
): Promise<SendReport> {
  const result = await client.POST("/api/v1/text/single", {
    ...call,
    // The document's numbers have no plus (quirk vavasms-plus-sign).
    body: { sender_id: senderId, phone: to.map((phone) => phone.slice(1)).join(","), message: text },
  });
  const answer = readAnswer(client, result, text);
  const { status } = result.response;
  const verdict =
    answer.ok && answer.code === "0"
      ? verdictFromReceipt(answer.data, to.length, status)
      : verdictForAll(verdictFromFailure(answer, errorCodes), to.length);
  return sameVerdict(to, verdict, status);
}

function verdictFromReceipt(data: unknown, recipients: number, httpStatus: number): Verdict {
  const { lot_id: lot, message_id: ids } = (data ?? {}) as { lot_id?: unknown; message_id?: unknown };
  const messages = Array.isArray(ids) ? ids.filter((id) => typeof id === "string" && id !== "") : [];
  // The ids carry no numbers, so for several recipients only the batch can be named.
  const id = recipients === 1 ? messages[0] : lot;
  if (messages.length === recipients && typeof id === "string" && id !== "") return { status: "accepted", id };
  return unknown(`vavasms: ${recipients} recipients were sent and ${messages.length} ids came back.`, {
    code: "unreadable-response",
    provider: "vavasms",
    httpStatus,
  });
}

// A rejected number in a list says nothing about the others, and the answer does not say which number it was.
function verdictForAll(verdict: FailedVerdict, recipients: number): FailedVerdict {
  if (recipients === 1 || verdict.status !== "rejected" || verdict.error.code !== "invalid-recipient") return verdict;
  const { provider, httpStatus, providerCode, providerMessage } = verdict.error;
  return unknown("vavasms: one of the numbers was rejected; what became of the others is not documented.", {
    code: "invalid-recipient",
    provider,
    httpStatus,
    providerCode,
    providerMessage,
    hint: "One of the numbers is wrong, and the others may have received the message. Check them before you send to any of them again.",
  });
}
