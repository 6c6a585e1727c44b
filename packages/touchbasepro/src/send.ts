import {
  type CallOptions,
  type E164,
  type ErrorCode,
  type OutgoingMessage,
  rejected,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
  verdictFromStatus,
} from "@polysms/core";
import type { TouchbaseproClient } from "./client.ts";
import type { components, paths } from "./generated/schema.gen.ts";

type Failure = Exclude<keyof paths["/sms/messages"]["post"]["responses"], 202>;
type Reply = components["schemas"]["SendMessageReply"];
type MessageOutcome = components["schemas"]["MessageOutcome"];
type ErrorFields = Pick<Reply, "errorCode" | "error" | "errorDescription">;
/** Makes the provider's words safe to show; `undefined` if there are none. */
type Redact = (words: string) => string | undefined;

const provider = "touchbasepro";

// 405 is not about the method here but about credit (quirk touchbasepro-credits-405).
const documentedFailures: Readonly<Record<Failure, ErrorCode>> = {
  400: "bad-request",
  401: "auth",
  403: "auth",
  405: "insufficient-balance",
  429: "rate-limited",
  500: "provider-down",
};

/** Sends one text to up to 100 numbers; the answer says for each number what became of it. */
export async function sendMessage(
  client: TouchbaseproClient,
  { to, text, senderId }: OutgoingMessage,
  call: CallOptions = {},
): Promise<SendReport> {
  if (senderId !== undefined) {
    const hint = "Leave senderId out, or send through a provider that has sender IDs.";
    return sameVerdict(to, rejected(`${provider}: senderId cannot be chosen.`, senderProblem(hint)));
  }
  const { ok, data, error, response } = await client.POST("/sms/messages", { ...call, body: { text, to: [...to] } });
  const { status } = response;
  const redact: Redact = (words) => (words === "" ? undefined : client.redact(words, [text]));
  if (ok) return { verdicts: verdictsFromReply(to, data, status, redact), httpStatus: status };
  const message = textOf(error?.message);
  const verdict = verdictFromStatus({
    provider,
    response,
    documented: documentedFailures,
    providerMessage: redact(message),
    retryAfterMs: waitIn(message),
  });
  return sameVerdict(to, verdict, status);
}

function senderProblem(hint: string) {
  return { code: "invalid-sender", provider, field: "senderId", hint } as const;
}

// The waiting time is only in the text (quirk touchbasepro-retry-seconds-in-text).
function waitIn(message: string): number | undefined {
  const seconds = /try again in\s+(\d+)\s+second/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function verdictsFromReply(to: readonly E164[], reply: Reply, httpStatus: number, redact: Redact): Verdict[] {
  const messages: readonly MessageOutcome[] | undefined = Array.isArray(reply?.messages) ? reply.messages : undefined;
  // A field is null if there is nothing to say. An empty string counts as null.
  const failures = [reply?.errorCode, reply?.error, reply?.errorDescription].filter((field) => (field ?? "") !== "");
  const failed = failures.length > 0;
  if (messages?.length === 0 && failed && failures.every((field) => typeof field === "string")) {
    const details = { code: "bad-request", httpStatus, ...errorOf(reply, redact) } as const;
    return to.map(() => rejected(`${provider}: the whole request was rejected.`, details));
  }
  return to.map((phone) => {
    const verdict = verdictFromOutcome(outcomeFor(phone, to, messages ?? []), httpStatus, redact);
    // The number was taken, but the request failed (quirk touchbasepro-rejected-inside-202).
    if (!failed || verdict.status !== "accepted") return verdict;
    const details = { code: "unreadable-response", httpStatus, ...errorOf(reply, redact) } as const;
    return unknown(`${provider}: the number was taken, but the answer says that the whole request failed.`, details);
  });
}

// Numbers come back as a string or a number, with or without a plus (quirk touchbasepro-reply-number-type).
function outcomeFor(phone: E164, to: readonly E164[], messages: readonly MessageOutcome[]): MessageOutcome | undefined {
  if (to.length === 1 && messages.length === 1) return messages[0];
  const digits = phone.slice(1);
  const matching = messages.filter((message) => digitsOf(message?.to) === digits);
  return matching.length === 1 ? matching[0] : undefined;
}

function digitsOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).replace(/\D/g, "") : undefined;
}

function verdictFromOutcome(outcome: MessageOutcome | undefined, httpStatus: number, redact: Redact): Verdict {
  if (outcome?.accepted === false) {
    const details = { code: "invalid-recipient", httpStatus, ...errorOf(outcome, redact) } as const;
    return rejected(`${provider}: the number was rejected.`, details);
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

function errorOf(from: ErrorFields, redact: Redact) {
  const words = [from.error, from.errorDescription].map(textOf).filter((word) => word !== "");
  return { provider, providerCode: redact(textOf(from.errorCode)), providerMessage: redact(words.join(": ")) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
