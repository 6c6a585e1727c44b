import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { jsonAnswer, recordFetch } from "@polysms/testing";
import { touchbasepro } from "../src/index.ts";
import { apiKey, phone, text } from "./credentials.ts";

type Message = Partial<OutgoingMessage<Record<never, never>>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
export function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return touchbasepro({ apiKey, fetch }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 202, message: Message = {}) {
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

/** What the provider says of one number, taken unless told otherwise. */
export function outcome(to: unknown, fields: object = {}) {
  return {
    apiMessageId: "some-id",
    accepted: true,
    to,
    errorCode: null,
    error: null,
    errorDescription: null,
    ...fields,
  };
}

/** The provider's reply to a request it received. */
export function replyOf(messages: unknown, fields: object = {}) {
  return { messages, errorCode: null, error: null, errorDescription: null, ...fields };
}
