import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { jsonAnswer, recordFetch } from "@polysms/testing";
import { type AocMessageOptions, aoc } from "../src/index.ts";
import { apiKey, phone, text } from "./credentials.ts";

type Message = Partial<OutgoingMessage<AocMessageOptions>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
export function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return aoc({ apiKey, fetch, senderId: "MYBRND" }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 200, message: Message = {}) {
  return sendTo(() => jsonAnswer(body, status), message);
}

/** A verdict in short: what happened and why. */
export function shortOf({ verdicts }: SendReport): string[] {
  return verdicts.map((each) =>
    each.status === "accepted"
      ? `accepted ${each.id}`
      : `${each.status} ${each.error.code} ${each.error.httpStatus} ${each.error.mayHaveBeenSent}`,
  );
}

/** A reply that names a message for each of the recipients: `request:1`, `request:2`, … */
export function replyTo(...recipients: unknown[]) {
  return {
    id: "request",
    data: recipients.map((recipient, index) => ({ recipient, messageId: `request:${index + 1}` })),
    totalCount: recipients.length,
    message: "Message Sent Successfully!",
    error: null as unknown,
  };
}
