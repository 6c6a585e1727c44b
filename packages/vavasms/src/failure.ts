import { type ErrorCode, redact, rejected, unknown, type Verdict } from "@polysms/core";
import type { api } from "./generated/operations.gen.ts";

type Operations = (typeof api)["operations"];
type CodesOf<Key extends keyof Operations> = Operations[Key] extends { errorCodes: infer Codes } ? keyof Codes : never;

/** Every code that some operation documents. */
export type FailureCode = { [Key in keyof Operations]: CodesOf<Key> }[keyof Operations];

/** What the documented codes mean. A code that the spec gains does not compile until it stands here. */
export const meanings: Readonly<Record<FailureCode, ErrorCode>> = {
  709: "bad-request",
  901: "auth",
  902: "invalid-sender",
  903: "invalid-recipient",
  913: "bad-request",
};

export interface Answer {
  /** The code as text, whether it came as a number or as text (quirk vavasms-code-number-or-text). */
  readonly code: string | undefined;
  /** The failure's name: under `message` or `status` (quirk vavasms-failure-name-in-message-or-status). */
  readonly words: string | undefined;
  readonly data: unknown;
}

export function readAnswer(body: unknown, secrets: readonly string[]): Answer {
  const { code, message, status, description, data } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const said = [message ?? status, description].filter((word) => typeof word === "string").join(": ");
  return {
    code:
      typeof code === "number" || (typeof code === "string" && /^\d+$/.test(code)) ? String(Number(code)) : undefined,
    words: said === "" ? undefined : redact(said, secrets),
    data,
  };
}

/**
 * The verdict on an answer that is not a success. The body decides, whatever the HTTP status (quirk
 * vavasms-failure-under-200), except that a 5xx proves nothing.
 */
export function judgeFailure(
  { code, words }: Answer,
  documented: Readonly<Record<string, string>>,
  response: Response,
): Verdict {
  const { status: httpStatus } = response;
  const details = { provider: "vavasms", httpStatus, providerCode: code && redact(code), providerMessage: words };
  const said = words === undefined ? "." : `: ${words}`;
  if (httpStatus >= 500) return unknown(`vavasms: HTTP ${httpStatus}${said}`, { code: "provider-down", ...details });
  if (code !== undefined && Object.hasOwn(documented, code)) {
    return rejected(`vavasms: code ${code}${said}`, { code: meanings[code as unknown as FailureCode], ...details });
  }
  return unknown(`vavasms: an answer that is not documented (HTTP ${httpStatus})${said}`, {
    code: "unreadable-response",
    ...details,
  });
}
