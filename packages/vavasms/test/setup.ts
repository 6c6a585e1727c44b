import type { CallOptions, Fetch, OutgoingMessage, SendReport } from "@polysms/core";
import { documentOf, jsonAnswer, recordFetch } from "@polysms/testing";
import { vavasms } from "../src/index.ts";
import { account, phone, text } from "./credentials.ts";

/** The bundled document of the provider. */
export const specFile = new URL("../src/generated/openapi.yaml", import.meta.url);
export const spec = documentOf(specFile);

type Message = Partial<OutgoingMessage<Record<never, never>>>;

/** Sends through the provider, one recipient unless the message says otherwise. */
function sendWith(fetch: Fetch, message: Message = {}, call?: CallOptions): Promise<SendReport> {
  return vavasms({ ...account, fetch, senderId: "CompanyName" }).send({ to: [phone], text, ...message }, call);
}

export async function sendTo(answer: () => Response | Promise<Response>, message: Message = {}) {
  const { fetch, requests } = recordFetch(answer);
  return { ...(await sendWith(fetch, message)), requests };
}

export function sendToJson(body: unknown, status = 200, message: Message = {}) {
  return sendTo(() => jsonAnswer(body, status), message);
}

/** Verdicts in short: what happened, why, and what the provider called it. Throws if a verdict and its error disagree. */
export function shortOf({ verdicts, httpStatus }: SendReport) {
  return verdicts.map((verdict) => {
    if (verdict.status === "accepted") return { accepted: verdict.id, httpStatus };
    const { code, mayHaveBeenSent, providerCode, httpStatus: status } = verdict.error;
    if (mayHaveBeenSent !== (verdict.status === "unknown")) throw new Error("A verdict contradicts its error.");
    return { [verdict.status]: code, providerCode, httpStatus: status };
  });
}

/** The values of a form body, by name. Throws if a name came twice. */
export async function readForm(request: Request | undefined): Promise<Record<string, string>> {
  const entries = [...new URLSearchParams(await request?.clone().text())];
  const form = Object.fromEntries(entries);
  if (Object.keys(form).length !== entries.length) throw new Error("A form field was sent twice.");
  return form;
}

/** The codes that an operation documents for its failures. */
export function errorCodesOf(path: string): number[] {
  const codes = spec.objectAt("paths", path, "post")["x-error-codes"] ?? [];
  return (codes as readonly { readonly code: number }[]).map(({ code }) => code);
}
