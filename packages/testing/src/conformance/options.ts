import type { TestFunctions } from "../contract/contract.ts";
import type { DocumentedAnswer } from "../documented-answer.ts";
import type { AnswerLogin } from "../faults/tcp-server.ts";

// These are the shapes of @polysms/core as they are judged here: a provider may be made with another version of it.

/** An `SmsError`, also one of another copy of the package. */
export interface SmsErrorLike extends Error {
  readonly code: string;
  readonly mayHaveBeenSent: boolean;
  readonly field?: string | undefined;
  readonly provider?: string | undefined;
  readonly providerCode?: string | undefined;
  readonly providerMessage?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
}

export type VerdictLike =
  | { readonly status: "accepted"; readonly id: string }
  | { readonly status: "rejected" | "unknown"; readonly error: SmsErrorLike };

export interface SendReportLike {
  readonly verdicts: readonly VerdictLike[];
}

/** The part of a provider that every provider has. */
export interface ProviderLike {
  readonly name: string;
  readonly limits: { readonly recipientsPerRequest: number };
  readonly can: object;
  send(
    message: { readonly to: readonly string[]; readonly text: string },
    call?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<SendReportLike>;
}

/** What a provider is made with, beside credentials of its own. */
export interface ProviderSettings {
  readonly baseUrl: string;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Milliseconds for a call. */
  readonly timeoutMs: number;
}

/** A documented success, and the id that it gives each recipient, in order. */
export interface AcceptedAnswer extends DocumentedAnswer {
  readonly ids: readonly string[];
}

export interface ProviderOptions {
  readonly test: TestFunctions;
  /** What the provider's `name` has to be. */
  readonly name: string;
  /** Makes a provider; the credentials are yours, and have to be in `secrets`. */
  readonly create: (settings: ProviderSettings) => ProviderLike;
  /** Credentials, of at least 8 characters so that they are recognised; no error and no print may show them. */
  readonly secrets: readonly string[];
  /** The documented success for these recipients. */
  readonly accepted: (to: readonly string[]) => AcceptedAnswer;
  /** A refusal that the provider documents; left out when it documents none. */
  readonly rejected?: DocumentedAnswer | undefined;
  /** Answers calls that come before the message itself, such as one for a token. */
  readonly answerLogin?: AnswerLogin | undefined;
  /** A number that the provider takes; others are made from it by changing its last four digits. */
  readonly phone?: string | undefined;
}
