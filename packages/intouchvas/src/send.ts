import {
  type CallOptions,
  checkFields,
  invalidInput,
  type OutgoingMessage,
  type SendReport,
  sameVerdict,
} from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { answerOf, verdictFromReceipt } from "./receipt.ts";

const provider = "intouchvas";
const inside = "options.intouchvas.";

/** What InTouchVAS takes beyond recipients and text. */
export interface IntouchvasMessageOptions {
  /** `transactional` (the default) for codes and confirmations, `promotional` for marketing. */
  readonly type?: "transactional" | "promotional";
  /** https URL to which InTouchVAS posts the delivery reports. */
  readonly callbackUrl?: string;
}

/** Sends one text to up to 50 numbers; there is one answer for all of them. */
export async function sendMessage(
  client: IntouchvasClient,
  message: OutgoingMessage<IntouchvasMessageOptions>,
  call: CallOptions = {},
): Promise<SendReport> {
  const { to, text } = message;
  const { type = "transactional", body } = writeMessage(message);
  const result = await client.POST(`/message/send/${type}`, { ...call, body });
  // The URL for the reports carries a token.
  const answer = answerOf(client, result, [text, body.callback_url ?? ""]);
  return sameVerdict(to, verdictFromReceipt(answer, to.length), result.response.status);
}

/** The fields that a message sent now and a scheduled one have in common, and the type that was asked for. */
export function writeMessage(message: OutgoingMessage<IntouchvasMessageOptions>) {
  const { to, text, senderId, reportUrl, options = {} } = message;
  checkFields(options, ["type", "callbackUrl"], { provider, inside });
  const { type, callbackUrl = reportUrl } = options;
  // The type becomes part of the path, where another word would name another operation.
  if (type !== undefined && type !== "transactional" && type !== "promotional") {
    throw invalidInput(`${inside}type`, 'must be "transactional" or "promotional".', { provider });
  }
  const body = {
    message: text,
    msisdn: to.join(","),
    ...(senderId === undefined ? {} : { sender_id: senderId }),
    ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }),
  };
  return { type, body };
}
