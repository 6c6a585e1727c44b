import type { SmsErrorLike } from "../assertions/thrown-error.ts";
import type { AnswerLogin } from "../faults/tcp-server.ts";
import type { DocumentedAnswer } from "../recorded-fetch.ts";
import type { TestFunctions } from "../test-functions.ts";

// The types of @polysms/core as far as they are checked here: a provider may be made with another version of it.

/** The verdict for one recipient. */
export type VerdictLike =
  | { readonly status: "accepted"; readonly id: string }
  | { readonly status: "rejected" | "unknown"; readonly error: SmsErrorLike };

/** What `send` of a provider resolves with. */
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

/** What a provider is created with, in addition to its credentials. */
export interface ProviderSettings {
  readonly baseUrl: string;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Time limit for a call, in milliseconds. */
  readonly timeoutMs: number;
}

/** A documented success. */
export interface AcceptedAnswer extends DocumentedAnswer {
  /** The id that the answer gives each recipient, in order. */
  readonly ids: readonly string[];
}

/** Options of `describeProvider`. */
export interface ProviderOptions {
  readonly test: TestFunctions;
  /** What the provider's `name` must be. */
  readonly name: string;
  /** Creates the provider, with credentials of yours. They must be in `secrets`. */
  readonly create: (settings: ProviderSettings) => ProviderLike;
  /**
   * The credentials, of at least 8 characters each so that they can be recognised. Nothing that is printed may show
   * them.
   */
  readonly secrets: readonly string[];
  /** Returns the documented success for these recipients. */
  readonly accepted: (to: readonly string[]) => AcceptedAnswer;
  /** A rejection that the provider documents. Leave it out if it documents none. */
  readonly rejected?: DocumentedAnswer | undefined;
  /** Answers calls that come before the message, such as one for a token. */
  readonly answerLogin?: AnswerLogin | undefined;
  /** A number that the provider takes; others are made by changing its last four digits. Default `+254712345678`. */
  readonly phone?: string | undefined;
}
