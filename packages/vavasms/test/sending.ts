import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { vavasms } from "../src/index.ts";
import { account, phone, text } from "./credentials.ts";
import { recordFetch, replyJson } from "./recorded-fetch.ts";

type Message = Partial<OutgoingMessage<Record<never, never>>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
export function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return vavasms({ ...account, fetch, senderId: "CompanyName" }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 200, message: Message = {}) {
  return sendTo(() => replyJson(body, status), message);
}

/** A verdict in short: what happened, why, and what the provider called it. */
export function shortOf({ verdicts, httpStatus }: SendReport) {
  return verdicts.map((verdict) =>
    verdict.status === "accepted"
      ? { accepted: verdict.id, httpStatus }
      : {
          [verdict.status]: verdict.error.code,
          certainty: verdict.error.mayHaveBeenSent,
          providerCode: verdict.error.providerCode,
          httpStatus: verdict.error.httpStatus,
        },
  );
}
