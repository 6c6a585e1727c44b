import {
  type E164,
  type ErrorCode,
  forEach,
  judgeStatus,
  type OutgoingMessage,
  redact,
  refused,
  type SendCall,
  type SendReport,
  unproven,
  type Verdict,
} from "@polysms/core";
import type { TouchbaseproClient } from "./client.ts";
import type { components, paths } from "./generated/schema.gen.ts";

type Refusal = Exclude<keyof paths["/sms/messages"]["post"]["responses"], 202>;
type Reply = components["schemas"]["SendMessageReply"];
type MessageOutcome = components["schemas"]["MessageOutcome"];

const provider = "touchbasepro";

// 405 is not about the method here but about credit (quirk touchbasepro-credits-405).
const refusals: Readonly<Record<Refusal, ErrorCode>> = {
  400: "bad-request",
  401: "auth",
  403: "auth",
  405: "insufficient-balance",
  429: "rate-limited",
  500: "provider-down",
};

/** Sends one text to up to a hundred numbers and believes the answer per number. */
export async function sendMessage(
  client: TouchbaseproClient,
  { to, text, senderId }: OutgoingMessage,
  call: SendCall = {},
): Promise<SendReport> {
  if (senderId !== undefined) {
    const hint = "Leave senderId out, or send through a provider that has sender IDs.";
    return forEach(to, refused(`${provider}: senderId cannot be chosen.`, senderRefusal(hint)));
  }
  const { ok, data, error, response } = await client.POST("/sms/messages", { ...call, body: { text, to: [...to] } });
  if (ok) return { verdicts: judgeReply(to, data, text), httpStatus: response.status };
  const message = textOf(error?.message);
  const verdict = judgeStatus({
    provider,
    response,
    documented: refusals,
    providerMessage: redact(message, [text]),
    retryAfterMs: waitIn(message),
  });
  return forEach(to, verdict, response.status);
}

function senderRefusal(hint: string) {
  return { code: "invalid-sender", provider, field: "senderId", hint } as const;
}

// The waiting time stands in the text only (quirk touchbasepro-retry-seconds-in-text).
function waitIn(message: string): number | undefined {
  const seconds = /try again in\s+(\d+)\s+second/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function judgeReply(to: readonly E164[], reply: Reply, text: string): Verdict[] {
  const messages: readonly MessageOutcome[] = Array.isArray(reply?.messages) ? reply.messages : [];
  if (messages.length === 0 && typeof (reply?.errorCode ?? reply?.error) === "string") {
    const details = { code: "bad-request", ...errorOf(reply, text) } as const;
    return to.map(() => refused(`${provider}: the whole request was refused.`, details));
  }
  return to.map((phone) => judgeOutcome(outcomeFor(phone, to, messages), text));
}

// Numbers come back as text or as a number, with or without a plus (quirk touchbasepro-reply-number-type).
function outcomeFor(phone: E164, to: readonly E164[], messages: readonly MessageOutcome[]): MessageOutcome | undefined {
  if (to.length === 1 && messages.length === 1) return messages[0];
  const digits = phone.slice(1);
  const matching = messages.filter((message) => String(message?.to).replace(/\D/g, "") === digits);
  return matching.length === 1 ? matching[0] : undefined;
}

function judgeOutcome(outcome: MessageOutcome | undefined, text: string): Verdict {
  if (outcome?.accepted === false) {
    return refused(`${provider}: the number was refused.`, { code: "invalid-recipient", ...errorOf(outcome, text) });
  }
  if (outcome?.accepted === true && typeof outcome.apiMessageId === "string" && outcome.apiMessageId !== "") {
    return { verdict: "accepted", id: outcome.apiMessageId };
  }
  return unproven(`${provider}: the answer does not say what became of this number.`, {
    code: "unreadable-response",
    provider,
    httpStatus: 202,
  });
}

function errorOf(from: Pick<Reply, "errorCode" | "error" | "errorDescription">, text: string) {
  const words = [from.error, from.errorDescription].map(textOf).filter((word) => word !== "");
  return {
    provider,
    httpStatus: 202,
    providerCode: from.errorCode === null ? undefined : textOf(from.errorCode),
    providerMessage: words.length === 0 ? undefined : redact(words.join(": "), [text]),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
