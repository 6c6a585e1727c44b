import {
  type CallOptions,
  checkFields,
  invalidInput,
  type OutgoingMessage,
  type SendReport,
  sameVerdict,
} from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import type { IntouchvasMessageOptions } from "./provider.ts";
import { judgeReceipt } from "./receipt.ts";

const provider = "intouchvas";
const inside = "options.intouchvas.";

/** Sends one text to up to 50 numbers; the answer is one for all of them. `secrets` are kept out of errors. */
export async function sendMessage(
  client: IntouchvasClient,
  message: OutgoingMessage<IntouchvasMessageOptions>,
  secrets: () => readonly string[],
  call: CallOptions = {},
): Promise<SendReport> {
  const { to, text } = message;
  const { type = "transactional", body } = writeMessage(message);
  const { ok, data, error, response } = await client.POST(`/message/send/${type}`, { ...call, body });
  // The URL of the reports carries a token.
  const hidden = [...secrets(), text, body.callback_url ?? ""];
  const verdict = judgeReceipt(ok ? data : error, response, to.length, hidden);
  return sameVerdict(to, verdict, response.status);
}

/** The fields that a message sent now and one sent later share, and the type that was asked for. */
export function writeMessage(message: OutgoingMessage<IntouchvasMessageOptions>) {
  const { to, text, senderId, reportUrl, options = {} } = message;
  checkFields(options, ["type", "callbackUrl"], { provider, inside });
  const { type, callbackUrl = reportUrl } = options;
  // It becomes part of the path, where another word would name another operation.
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
