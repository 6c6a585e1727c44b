/// <reference lib="esnext.disposable" preserve="true" />
import type { Accepted, AnyProvider, Outcome, Phone } from "@polysms/core";
import type { BalanceMember } from "./balance.ts";
import type { CampaignsMember } from "./campaigns/campaigns.ts";
import type { ContactsMember } from "./contacts.ts";
import type { IdempotencyStore } from "./idempotency/store.ts";
import type { Message, SendOptions } from "./message/message.ts";
import type { Preview } from "./message/preview.ts";
import type { GuardOptions } from "./message/recipient-guard.ts";
import type { NoTemplates, Templates } from "./message/templates.ts";
import type { OtpMember } from "./otp/member.ts";
import type { OtpOptions } from "./otp/options.ts";
import type { OtpStore } from "./otp/store.ts";
import type { EventOptions } from "./reports/delivery-log.ts";
import type { ReportStore } from "./reports/report-store.ts";
import type { Reports } from "./reports/reports.ts";
import type { WebhookOptions } from "./reports/webhook-url.ts";
import type { Webhooks } from "./reports/webhooks.ts";
import type { CircuitBreakerOptions, Health } from "./routing/circuit-breaker.ts";
import type { RateLimitOptions } from "./routing/rate-limit.ts";
import type { RetryOptions } from "./routing/retry.ts";
import type { Route } from "./routing/route.ts";
import type { Hooks } from "./sending/hooks.ts";
import type { Batch, Sending } from "./sending/outcomes.ts";
import type { ScheduleMember } from "./sending/schedule.ts";
import type { StreamOptions } from "./sending/stream.ts";

type NameOf<Providers extends readonly AnyProvider[]> = Providers[number]["name"];

/** The names of the providers that have a capability. */
type Having<Providers extends readonly AnyProvider[], Capability extends string> = Extract<
  Providers[number],
  { readonly can: { readonly [Key in Capability]: object } }
>["name"];

export interface SmsOptions<
  Providers extends readonly AnyProvider[],
  All extends Templates = Templates,
  Calls extends WebhookOptions | undefined = WebhookOptions | undefined,
> {
  /** The providers, each made with its own credentials: `[intouchvas({ … }), vavasms({ … })]`. */
  readonly providers: Providers;
  /**
   * Which provider takes which recipient. Without it a single provider takes everybody; of several, the first one made
   * for the recipient's country.
   */
  readonly route?: NoInfer<Route<NameOf<Providers>> | NameOf<Providers>> | undefined;
  /** Texts to be sent by name: `{ login: { text: "{code} is your {app} code" } }`. */
  readonly templates?: All | undefined;
  /** How often and how long to try again after a proven refusal that time may heal. */
  readonly retry?: RetryOptions | undefined;
  /** When to stop asking a provider that does not answer. */
  readonly circuitBreaker?: CircuitBreakerOptions | undefined;
  /** Requests per second, by provider; without an entry a provider has no limit here. */
  readonly rateLimit?: { readonly [Name in NoInfer<NameOf<Providers>>]?: RateLimitOptions } | undefined;
  /** Where keys, codes and reports are kept. Default: in this process. Several processes need shared ones. */
  readonly stores?: StoreOptions | undefined;
  /** Where providers can call us, and the secret behind the URLs. Without it there is no `webhooks`. */
  readonly webhooks?: Calls;
  /** What to call for delivery reports and inbound messages. */
  readonly events?: EventOptions | undefined;
  /** What to call for every attempt and outcome: `[logHooks(pino()), openTelemetryHooks()]`. */
  readonly hooks?: readonly Hooks[] | undefined;
  /** How one-time codes are made and guarded. */
  readonly otp?: OtpOptions | undefined;
  /** For development: who may be sent to. */
  readonly guard?: GuardOptions | undefined;
}

/** Where polysms keeps what has to outlive a call. */
export interface StoreOptions {
  /** Idempotency keys and their outcomes. */
  readonly idempotency?: IdempotencyStore | undefined;
  /** One-time codes and the limits of starts and guesses. */
  readonly otp?: OtpStore | undefined;
  /** Delivery reports. */
  readonly reports?: ReportStore | undefined;
}

/** Members that every facade has. */
export interface SmsCore<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Name extends string = NameOf<Providers>,
> {
  /**
   * Sends one text to one recipient, or to several with an outcome for each. Resolves to outcomes: a refusal is a value
   * and not an exception, and so is not knowing. Rejects with an `SmsError` only for bad input and after `close`,
   * before anything is sent. A message goes to a second provider only when the first has provably not taken it.
   */
  send(
    message: Message<Providers, All> & { readonly to: Phone },
    options?: SendOptions,
  ): Sending<Outcome<Name>, Accepted<Name>>;
  send(
    message: Message<Providers, All> & { readonly to: readonly Phone[] },
    options?: SendOptions,
  ): Sending<Batch<Name>>;
  /**
   * Sends one message per row of a list, a generator or any other iterable, a few at a time, and yields the outcomes as
   * they come. Rows are read only when there is a place for them, so a million need no more memory than a few. A row
   * with bad input is `rejected`, and the others go on. When the source fails or the signal fires, no more is read: the
   * outcomes of what was begun come first, and then it throws.
   */
  stream(
    rows:
      | Iterable<Message<Providers, All> & { readonly to: Phone }>
      | AsyncIterable<Message<Providers, All> & { readonly to: Phone }>,
    options?: StreamOptions,
  ): AsyncIterable<Outcome<Name>>;
  /** Says what a message would cost and where it would go, and sends nothing. Throws for the same bad input as `send`. */
  preview(message: Message<Providers, All> & { readonly to: Phone | readonly Phone[] }): Preview<Name>;
  /** One-time codes: sent, kept and checked by a provider that has a service for it, and by us elsewhere. */
  readonly otp: OtpMember<Providers, All>;
  /** Personal messages to the rows of a CSV file: planned first, then sent. */
  readonly campaigns: CampaignsMember<Name, keyof All & string>;
  /** The provider's own typed client, for everything that has no common form. */
  client<Key extends Name>(name: Key): Extract<Providers[number], { readonly name: Key }>["client"];
  /** How each provider has been answering. */
  health(): Readonly<Record<Name, Health>>;
  /**
   * Refuses whatever would be sent from now on, with code `aborted`, and resolves when all that is under way has its
   * outcome. Reports and webhooks go on. `await using sms = createSms(…)` does the same at the end of a block.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A member that is there only if some provider has the capability. */
type If<Name extends string, Member> = [Name] extends [never] ? Record<never, never> : Member;

type Reporting<Providers extends readonly AnyProvider[]> =
  | Having<Providers, "deliveryReports">
  | Having<Providers, "status">;
type Calling<Providers extends readonly AnyProvider[]> =
  | Having<Providers, "deliveryReports">
  | Having<Providers, "inboundMessages">;

/** A facade whose providers are only known at run time: what depends on them may be absent. Every facade is one. */
export type AnySms = SmsCore<readonly AnyProvider[], Templates> & {
  readonly balance?: BalanceMember;
  readonly schedule?: ScheduleMember<readonly AnyProvider[], string, Templates>;
  readonly contacts?: ContactsMember;
  readonly reports?: Reports;
  readonly webhooks?: Webhooks;
};

/** The facade. A capability is a member only if a configured provider has it, `webhooks` only if they are set up. */
export type Sms<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Calls extends WebhookOptions | undefined = undefined,
> = SmsCore<Providers, All> &
  If<Having<Providers, "balance">, { readonly balance: BalanceMember<Having<Providers, "balance">> }> &
  If<
    Having<Providers, "schedule">,
    { readonly schedule: ScheduleMember<Providers, Having<Providers, "schedule">, All> }
  > &
  If<Having<Providers, "contacts">, { readonly contacts: ContactsMember<Having<Providers, "contacts">> }> &
  If<Reporting<Providers>, { readonly reports: Reports<NameOf<Providers>> }> &
  (Calls extends WebhookOptions
    ? If<Calling<Providers>, { readonly webhooks: Webhooks<Calling<Providers>> }>
    : Record<never, never>);
