import { type ErrorCode, type FailedVerdict, redact, rejected, unknown } from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import type { api } from "./generated/operations.gen.ts";

type Operations = (typeof api)["operations"];
type CodesOf<Key extends keyof Operations> = Operations[Key] extends { errorCodes: infer Codes } ? keyof Codes : never;

/** Every code that some operation documents. */
type FailureCode = { [Key in keyof Operations]: CodesOf<Key> }[keyof Operations];

/** What the documented codes mean. A code that is added to the spec does not compile until it is added here. */
const documentedRejections: Readonly<Record<FailureCode, ErrorCode>> = {
  709: "bad-request",
  901: "auth",
  902: "invalid-sender",
  903: "invalid-recipient",
  913: "bad-request",
};

/** What a call of the client resolves to, whatever it called. */
interface Result {
  readonly ok: boolean;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** An answer of VavaSMS. */
interface Answer {
  /** Whether the HTTP status is a 2xx. The body can say otherwise. */
  readonly ok: boolean;
  /** The code as a string, whether it came as a number or as a string (quirk vavasms-code-number-or-text). */
  readonly code: string | undefined;
  /** The failure's name: under `message` or `status` (quirk vavasms-failure-name-in-message-or-status). */
  readonly name: unknown;
  /** The name and the description of a failure, redacted. */
  readonly words: string | undefined;
  readonly data: unknown;
  readonly response: Response;
}

/** Reads the answer to a call; `hidden` is what the request carried and an error must not repeat. */
export function readAnswer(client: VavasmsClient, result: Result, ...hidden: readonly string[]): Answer {
  const { ok, response } = result;
  const body = (ok ? result.data : result.error) ?? {};
  const { code, message, status, description, data } = body as Readonly<Record<string, unknown>>;
  const name = message ?? status;
  const words = [name, description].filter((word) => typeof word === "string").join(": ");
  return {
    ok,
    code:
      typeof code === "number" || (typeof code === "string" && /^\d+$/.test(code)) ? String(Number(code)) : undefined,
    name,
    words: words === "" ? undefined : client.redact(words, hidden),
    data,
    response,
  };
}

/**
 * The verdict on an answer that is not a success. The body decides, whatever the HTTP status (quirk
 * vavasms-failure-under-200), except that a 5xx proves nothing.
 */
export function verdictFromFailure(
  { code, words, response }: Answer,
  documented: Readonly<Record<string, string>>,
): FailedVerdict {
  const { status: httpStatus } = response;
  const details = { provider: "vavasms", httpStatus, providerCode: code && redact(code), providerMessage: words };
  const ending = words === undefined ? "." : `: ${words}`;
  if (httpStatus >= 500) return unknown(`vavasms: HTTP ${httpStatus}${ending}`, { code: "provider-down", ...details });
  if (code !== undefined && Object.hasOwn(documented, code)) {
    return rejected(`vavasms: code ${code}${ending}`, {
      code: documentedRejections[code as unknown as FailureCode],
      ...details,
    });
  }
  return unknown(`vavasms: an answer that is not documented (HTTP ${httpStatus})${ending}`, {
    code: "unreadable-response",
    ...details,
  });
}
