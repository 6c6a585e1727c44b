import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { documentOf, jsonAnswer, recordFetch } from "@polysms/testing";
import { type AocMessageOptions, aoc } from "../src/index.ts";
import { apiKey, phone, text } from "./credentials.ts";

/** The bundled document of the provider. */
export const specFile = new URL("../src/generated/openapi.yaml", import.meta.url);
export const spec = documentOf(specFile);

type Message = Partial<OutgoingMessage<AocMessageOptions>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return aoc({ apiKey, fetch, senderId: "MYBRND" }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 200, message: Message = {}) {
  return sendTo(() => jsonAnswer(body, status), message);
}

/** Verdicts in short: what happened and why. Throws if a verdict and its error disagree. */
export function shortOf({ verdicts }: SendReport): string[] {
  return verdicts.map((verdict) => {
    if (verdict.status === "accepted") return `accepted ${verdict.id}`;
    const { code, httpStatus, mayHaveBeenSent } = verdict.error;
    if (mayHaveBeenSent !== (verdict.status === "unknown")) throw new Error("A verdict contradicts its error.");
    return `${verdict.status} ${code} ${httpStatus}`;
  });
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
