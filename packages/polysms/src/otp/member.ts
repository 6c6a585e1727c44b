import type { AnyProvider, Attempt, CallOptions, OtpCheck, Phone, SmsError } from "@polysms/core";
import type { MessageSettings, SendOptions } from "../message/message.ts";
import type { FromTemplate, NoTemplates, Templates } from "../message/templates.ts";
import type { OtpLimitReason } from "./options.ts";
import type { OtpTicket } from "./ticket.ts";

/** Who gets a code. What it says and where it goes is for the facade's options and route, unless told. */
export type OtpStartRequest<Providers extends readonly AnyProvider[], All extends Templates = NoTemplates> = Pick<
  MessageSettings<Providers>,
  "senderId" | "via" | "options"
> & { readonly to: Phone } & (OtpText | FromTemplate<WithCode<All>, "code">);

interface OtpText {
  /** What is sent, with `{code}` where the code goes. */
  readonly text?: string | undefined;
  readonly template?: undefined;
  readonly vars?: undefined;
}

/** The templates that a code can be sent with; `code` is filled in here. */
type WithCode<All extends Templates> = {
  [Name in keyof All as HasCode<All[Name]["text"]> extends true ? Name : never]: All[Name];
};

/** Whether there is a place for the code; of a text that is not a literal it may be. */
type HasCode<Text extends string> = string extends Text ? true : Text extends `${string}{code}${string}` ? true : false;

/** What became of the code. `status` tells the four apart; a code that is `unknown` may still arrive. */
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

/** `expired` also stands for a code that was used, was replaced by a newer one, or never existed. */
export type OtpResult = OtpCheck | "too-many-attempts";

export type OtpStartOptions = Omit<SendOptions, "onUnknown">;

/** One-time codes through every provider: its own service where it has one, and ours elsewhere. */
export interface OtpMember<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Name extends string = Providers[number]["name"],
> {
  /**
   * Sends a code to one number, by the route and its rules, and makes the code before it worthless. Resolves to a value
   * also when it is refused; rejects with an `SmsError` only for bad input and after `close`, before anything is sent. Too soon after the
   * last code, or too many in an hour, is `refused`.
   */
  start(request: OtpStartRequest<Providers, All>, options?: OtpStartOptions): Promise<OtpStart<Name>>;
  /**
   * Whether a code is the one that was sent. It is `approved` once. Each guess counts, before it is compared; none is
   * compared after the last one. Rejects with an `SmsError` for anything that is not 4 to 9 digits, and when a
   * provider's own service cannot tell, which costs a guess too.
   */
  check(ticket: OtpTicket, code: string, call?: CallOptions): Promise<OtpResult>;
}
