import {
  type CallOptions,
  charactersOutsideGsm7,
  checkFields,
  type E164,
  type ErrorCode,
  type OutgoingMessage,
  type SendReport,
  sameVerdict,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { AocClient } from "./client.ts";
import type { components } from "./generated/schema.gen.ts";

type Reply = components["schemas"]["SendMessageReply"];
type SentMessage = components["schemas"]["SentMessage"];

const provider = "aoc";

// What these statuses mean by convention. AOC documents none of them, so they name the likely cause and prove nothing.
const conventionalCodes: Readonly<Record<number, ErrorCode>> = {
  400: "bad-request",
  401: "auth",
  402: "insufficient-balance",
  403: "auth",
  429: "rate-limited",
};

/** What AOC Portal takes beyond recipient and text. */
export interface AocMessageOptions {
  /** The route. Default `TRANS`. */
  readonly type?: components["schemas"]["RouteType"];
  /** Id of the DLT template that the text follows. Indian operators drop messages without one. */
  readonly templateId?: string;
  /** Marks the text as Unicode. Default: `true` if the text has characters outside GSM-7. */
  readonly unicode?: boolean;
  /** Shows the message at once instead of storing it. Default `false`. */
  readonly flash?: boolean;
}

/** Sends one text to up to 100 numbers; the answer says for each number what became of it. */
export async function sendMessage(
  client: AocClient,
  { to, text, senderId = "", templateId: messageTemplateId, options = {} }: OutgoingMessage<AocMessageOptions>,
  call: CallOptions = {},
): Promise<SendReport> {
  checkFields(options, ["type", "templateId", "unicode", "flash"], { provider, inside: "options.aoc." });
  const { type = "TRANS", templateId = messageTemplateId, flash } = options;
  const { unicode = charactersOutsideGsm7(text).length > 0 } = options;
  const { ok, data, error, response } = await client.POST("/v1/sms", {
    ...call,
    body: {
      sender: senderId,
      // Digits only, and no space after the comma (quirk aoc-recipient-list).
      to: to.map((phone) => phone.slice(1)).join(","),
      text,
      type,
      ...(templateId === undefined ? {} : { templateId }),
      ...(unicode ? { unicode: 1 } : {}),
      ...(flash === true ? { flash: 1 } : {}),
    },
  });
  const { status } = response;
  if (ok && (data?.error === null || data?.error === undefined)) {
    return { verdicts: verdictsFromReply(to, data, status), httpStatus: status };
  }
  const code = conventionalCodes[status] ?? (status >= 500 ? "provider-down" : "unreadable-response");
  const words = client.redact(messageIn(ok ? data : error), [text]);
  const verdict = unknown(`${provider}: HTTP ${status}${words === "" ? "." : `: ${words}`}`, {
    code,
    provider,
    httpStatus: status,
    providerMessage: words === "" ? undefined : words,
    hint: "AOC Portal documents no rejections, so this does not prove that the message was not taken.",
  });
  return sameVerdict(to, verdict, status);
}

function verdictsFromReply(to: readonly E164[], reply: Reply, httpStatus: number): Verdict[] {
  const sent: readonly SentMessage[] = Array.isArray(reply?.data) ? reply.data : [];
  return to.map((phone) => {
    const digits = phone.slice(1);
    const matching =
      to.length === 1 && sent.length === 1 ? sent : sent.filter((one) => digitsOf(one?.recipient) === digits);
    const id = matching.length === 1 ? matching[0]?.messageId : undefined;
    if (typeof id === "string" && id !== "") return { status: "accepted", id };
    return unknown(`${provider}: the answer does not say what became of this number.`, {
      code: "unreadable-response",
      provider,
      httpStatus,
    });
  });
}

function digitsOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).replace(/\D/g, "") : undefined;
}

// Clients of the gateway look for the text of a failure in three places (specs/aoc, FailureReply).
function messageIn(body: unknown): string {
  const { error, message } = (body ?? {}) as { error?: unknown; message?: unknown };
  if (typeof error === "string") return error;
  const inner = (error as { message?: unknown } | null | undefined)?.message;
  return typeof inner === "string" ? inner : typeof message === "string" ? message : "";
}
