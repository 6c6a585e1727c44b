import {
  type CallOptions,
  type E164,
  type ErrorCode,
  type OutgoingMessage,
  redact,
  rejected,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
  verdictFromStatus,
} from "@polysms/core";
import type { TouchbaseproClient } from "./client.ts";
import type { components, paths } from "./generated/schema.gen.ts";

type Refusal = Exclude<keyof paths["/sms/messages"]["post"]["responses"], 202>;
type Reply = components["schemas"]["SendMessageReply"];
type MessageOutcome = components["schemas"]["MessageOutcome"];
type ErrorFields = Pick<Reply, "errorCode" | "error" | "errorDescription">;
/** The provider's words as they may stand in an error; nothing when there are none. */
type Clean = (words: string) => string | undefined;

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
  apiKey: string,
  call: CallOptions = {},
): Promise<SendReport> {
  if (senderId !== undefined) {
    const hint = "Leave senderId out, or send through a provider that has sender IDs.";
    return sameVerdict(to, rejected(`${provider}: senderId cannot be chosen.`, senderRefusal(hint)));
  }
  const { ok, data, error, response } = await client.POST("/sms/messages", { ...call, body: { text, to: [...to] } });
  const { status } = response;
  const clean: Clean = (words) => (words === "" ? undefined : redact(words, [apiKey, text]));
  if (ok) return { verdicts: judgeReply(to, data, status, clean), httpStatus: status };
  const message = textOf(error?.message);
  const verdict = verdictFromStatus({
    provider,
    response,
    documented: refusals,
    providerMessage: clean(message),
    retryAfterMs: waitIn(message),
  });
  return sameVerdict(to, verdict, status);
}

function senderRefusal(hint: string) {
  return { code: "invalid-sender", provider, field: "senderId", hint } as const;
}

// The waiting time stands in the text only (quirk touchbasepro-retry-seconds-in-text).
function waitIn(message: string): number | undefined {
  const seconds = /try again in\s+(\d+)\s+second/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function judgeReply(to: readonly E164[], reply: Reply, httpStatus: number, clean: Clean): Verdict[] {
  const messages: readonly MessageOutcome[] | undefined = Array.isArray(reply?.messages) ? reply.messages : undefined;
  // Null where there is nothing to say; an empty text says as little.
  const failures = [reply?.errorCode, reply?.error, reply?.errorDescription].filter((field) => (field ?? "") !== "");
  const failed = failures.length > 0;
  if (messages?.length === 0 && failed && failures.every((field) => typeof field === "string")) {
    const details = { code: "bad-request", httpStatus, ...errorOf(reply, clean) } as const;
    return to.map(() => rejected(`${provider}: the whole request was refused.`, details));
  }
  return to.map((phone) => {
    const verdict = judgeOutcome(outcomeFor(phone, to, messages ?? []), httpStatus, clean);
    // Taken, says the number; failed, says the request (quirk touchbasepro-rejected-inside-202).
    if (!failed || verdict.status !== "accepted") return verdict;
    const details = { code: "unreadable-response", httpStatus, ...errorOf(reply, clean) } as const;
    return unknown(`${provider}: the number was taken, but the whole request is said to have failed.`, details);
  });
}

// Numbers come back as text or as a number, with or without a plus (quirk touchbasepro-reply-number-type).
function outcomeFor(phone: E164, to: readonly E164[], messages: readonly MessageOutcome[]): MessageOutcome | undefined {
  if (to.length === 1 && messages.length === 1) return messages[0];
  const digits = phone.slice(1);
  const matching = messages.filter((message) => digitsOf(message?.to) === digits);
  return matching.length === 1 ? matching[0] : undefined;
}

function digitsOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).replace(/\D/g, "") : undefined;
}

function judgeOutcome(outcome: MessageOutcome | undefined, httpStatus: number, clean: Clean): Verdict {
  if (outcome?.accepted === false) {
    const details = { code: "invalid-recipient", httpStatus, ...errorOf(outcome, clean) } as const;
    return rejected(`${provider}: the number was refused.`, details);
  }
  if (outcome?.accepted === true && typeof outcome.apiMessageId === "string" && outcome.apiMessageId !== "") {
    return { status: "accepted", id: outcome.apiMessageId };
  }
  return unknown(`${provider}: the answer does not say what became of this number.`, {
    code: "unreadable-response",
    provider,
    httpStatus,
  });
}

function errorOf(from: ErrorFields, clean: Clean) {
  const words = [from.error, from.errorDescription].map(textOf).filter((word) => word !== "");
  return { provider, providerCode: clean(textOf(from.errorCode)), providerMessage: clean(words.join(": ")) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
