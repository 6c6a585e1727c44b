import type { AnyProvider, Attempt, CallOptions, OtpCheck, Phone, SmsError } from "@polysms/core";
import type { MessageSettings, SendOptions } from "../message/message.ts";
import type { FromTemplate, NoTemplates, Templates } from "../message/templates.ts";
import type { OtpLimitReason } from "./options.ts";
import type { OtpTicket } from "./ticket.ts";

/** Who gets a code. Its text and provider default to the option `otp.text` and the route of `createSms`. */
export type OtpStartRequest<Providers extends readonly AnyProvider[], All extends Templates = NoTemplates> = Pick<
  MessageSettings<Providers>,
  "senderId" | "via" | "options"
> & { readonly to: Phone } & (OtpText | FromTemplate<WithCode<All>, "code">);

interface OtpText {
  /** The text, with `{code}` where the code goes. Default: the option `otp.text`. */
  readonly text?: string | undefined;
  readonly template?: undefined;
  readonly vars?: undefined;
}

/** The templates that have a placeholder `code`, which polysms fills in. */
type WithCode<All extends Templates> = {
  [Name in keyof All as HasCode<All[Name]["text"]> extends true ? Name : never]: All[Name];
};

/** Whether the text has `{code}`. A text that is not a literal may have it. */
type HasCode<Text extends string> = string extends Text ? true : Text extends `${string}{code}${string}` ? true : false;

/**
 * What became of the code. `sent`: a provider took it. `unknown`: it may still arrive, so let the user type it in.
 * `rejected`: proven that nobody took it. `limited`: not sent, too soon after the last code or too many in an hour.
 */
export type OtpStart<Name extends string = string> =
  | { readonly status: "sent"; readonly ticket: OtpTicket<Name>; readonly attempts: readonly Attempt<Name>[] }
  | {
      readonly status: "unknown";
      readonly ticket: OtpTicket<Name>;
      readonly error: SmsError;
      readonly attempts: readonly Attempt<Name>[];
    }
  | { readonly status: "rejected"; readonly error: SmsError; readonly attempts: readonly Attempt<Name>[] }
  | { readonly status: "limited"; readonly reason: OtpLimitReason; readonly retryAfterMs: number };

/** The result of a check. A code that was used, was replaced by a newer one or never existed is `expired` as well. */
export type OtpResult = OtpCheck | "too-many-attempts";

/** The options of `start`: those of `send`, without `onUnknown`. */
export type OtpStartOptions = Omit<SendOptions, "onUnknown">;

/** One-time codes through every provider: by its own service if it has one, otherwise made and checked by polysms. */
export interface OtpMember<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Name extends string = Providers[number]["name"],
> {
  /**
   * Sends a code to one number, through the route and with its retries and failover. The code before it becomes
   * invalid, unless the new one is `rejected` or `limited`. Resolves to a value then as well, and when the OTP store
   * fails before anything is sent or does not answer within 5 seconds. `totalTimeoutMs` includes the store. Rejects with an `SmsError` only for bad input and after `close`; nothing has been
   * sent then.
   */
  start(request: OtpStartRequest<Providers, All>, options?: OtpStartOptions): Promise<OtpStart<Name>>;
  /**
   * Checks a code that the user typed in. The right code is `approved` once. Each attempt counts before the code is
   * compared, and after `maxAttempts` no code is compared. Rejects with an `SmsError` for a code that is not 4 to 9
   * digits, which costs no attempt; if the OTP store fails or does not answer within 5 seconds, with a hint that says
   * what it cost; and if a provider's own service does not answer, which costs one. `timeoutMs` limits the whole check.
   */
  check(ticket: OtpTicket, code: string, call?: CallOptions): Promise<OtpResult>;
}
