import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { documentOf, jsonAnswer, recordFetch } from "@polysms/testing";
import { touchbasepro } from "../src/index.ts";
import { apiKey, phone, text } from "./credentials.ts";

/** The bundled document of the provider. */
export const specFile = new URL("../src/generated/openapi.yaml", import.meta.url);
export const spec = documentOf(specFile);

type Message = Partial<OutgoingMessage<Record<never, never>>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return touchbasepro({ apiKey, fetch }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 202, message: Message = {}) {
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

/** What the provider says about one number: by default, that it was accepted. */
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
