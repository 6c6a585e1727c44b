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
type NamesWith<Providers extends readonly AnyProvider[], Capability extends string> = Extract<
  Providers[number],
  { readonly can: { readonly [Key in Capability]: object } }
>["name"];

/** The options of `createSms`. Only `providers` is required. */
export interface SmsOptions<
  Providers extends readonly AnyProvider[],
  All extends Templates = Templates,
  Webhook extends WebhookOptions | undefined = WebhookOptions | undefined,
> {
  /** The providers, each made with its own credentials: `[intouchvas({ … }), vavasms({ … })]`. */
  readonly providers: Providers;
  /**
   * Which provider takes which recipient. Default: the only provider; of several, the first one made for the
   * recipient's country.
   */
  readonly route?: NoInfer<Route<NameOf<Providers>> | NameOf<Providers>> | undefined;
  /** Texts that messages use by name: `{ login: { text: "{code} is your {app} code" } }`. */
  readonly templates?: All | undefined;
  /** How often and how long to retry after a proven rejection that may pass. */
  readonly retry?: RetryOptions | undefined;
  /** When to stop asking a provider that does not answer or cannot send. */
  readonly circuitBreaker?: CircuitBreakerOptions | undefined;
  /** Requests per second, by provider. Default: no limit. */
  readonly rateLimit?: { readonly [Name in NoInfer<NameOf<Providers>>]?: RateLimitOptions } | undefined;
  /** Where keys, codes and reports are kept. Default: in this process. Several processes need shared stores. */
  readonly stores?: StoreOptions | undefined;
  /**
   * The URL at which providers can reach this service, and the secret that signs webhook URLs. Without it there is no
   * `webhooks`.
   */
  readonly webhooks?: Webhook;
  /** Listeners for delivery reports and inbound messages. */
  readonly events?: EventOptions | undefined;
  /** Functions called for every attempt, outcome and change of a provider's health: `[logHooks(pino()), openTelemetryHooks()]`. */
  readonly hooks?: readonly Hooks[] | undefined;
  /** Length, lifetime and limits of one-time codes. */
  readonly otp?: OtpOptions | undefined;
  /** For development: the only numbers that may be sent to. */
  readonly guard?: GuardOptions | undefined;
}

/** Where polysms keeps what must outlive a call. Each store is in this process if omitted. */
export interface StoreOptions {
  /** Idempotency keys and their outcomes. */
  readonly idempotency?: IdempotencyStore | undefined;
  /** One-time codes, and how often they were requested and guessed. */
  readonly otp?: OtpStore | undefined;
  /** Delivery reports. */
  readonly reports?: ReportStore | undefined;
  /**
   * At least 32 random bytes as text (`openssl rand -base64 32`), the same in every process that shares the stores. What
   * they keep instead of numbers, texts and codes is hashed with it. Required with stores that outlive the process.
   */
  readonly secret?: string | undefined;
}

/** The members that every facade has, whatever its providers. */
export interface SmsCore<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Name extends string = NameOf<Providers>,
> {
  /**
   * Sends one text to one recipient, or to several with an outcome for each. Resolves to outcomes: a rejection is a
   * value, not an exception, and so is `unknown`. Rejects with an `SmsError` only for bad input, after `close`, or if
   * the idempotency store fails; nothing has been sent then. A message goes to a second provider only after proof that
   * the first did not take it.
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
   * Sends one message per row of a list, a generator or any other iterable, `concurrency` at a time, and yields the
   * outcomes as they come. A row is read only when it can be sent, so a million rows need no more memory than a few. A
   * row with bad input is `rejected`, and the others continue. If the source fails or the signal fires, no further row
   * is read: the outcomes of the rows that were started come first, and then it throws. Throws an `SmsError` for bad
   * options.
   */
  stream(
    rows:
      | Iterable<Message<Providers, All> & { readonly to: Phone }>
      | AsyncIterable<Message<Providers, All> & { readonly to: Phone }>,
    options?: StreamOptions,
  ): AsyncIterable<Outcome<Name>>;
  /**
   * Returns what a message would cost and which providers it would go through, and sends nothing. Throws an `SmsError`
   * for the same bad input as `send`.
   */
  preview(message: Message<Providers, All> & { readonly to: Phone | readonly Phone[] }): Preview<Name>;
  /** One-time codes: by the provider's own service if it has one, otherwise made and checked by polysms. */
  readonly otp: OtpMember<Providers, All>;
  /** Personalised messages to the rows of a CSV file: planned first, then sent. */
  readonly campaigns: CampaignsMember<Name, keyof All & string>;
  /** The provider's own typed client, for everything else in its API. Throws an `SmsError` if it is not configured. */
  client<Key extends Name>(name: Key): Extract<Providers[number], { readonly name: Key }>["client"];
  /** The state of each provider's circuit breaker: `healthy`, `degraded` or `down`. */
  health(): Readonly<Record<Name, Health>>;
  /**
   * Stops new sends: from now on they reject with code `aborted`. Resolves when every send that is running has its
   * outcome. Reports and webhooks keep working. `await using sms = createSms(…)` does the same at the end of a block.
   */
  close(): Promise<void>;
  /** The same as `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A member that exists only if a provider has the capability. */
type If<Name extends string, Member> = [Name] extends [never] ? Record<never, never> : Member;

type ReportingNames<Providers extends readonly AnyProvider[]> =
  | NamesWith<Providers, "deliveryReports">
  | NamesWith<Providers, "status">;
type WebhookNames<Providers extends readonly AnyProvider[]> =
  | NamesWith<Providers, "deliveryReports">
  | NamesWith<Providers, "inboundMessages">;

/**
 * A facade whose providers are known only at run time, so members that depend on them may be absent. Every `Sms` is
 * assignable to it.
 */
export type AnySms = SmsCore<readonly AnyProvider[], Templates> & {
  readonly balance?: BalanceMember;
  readonly schedule?: ScheduleMember<readonly AnyProvider[], string, Templates>;
  readonly contacts?: ContactsMember;
  readonly reports?: Reports;
  readonly webhooks?: Webhooks;
};

/**
 * The facade that `createSms` returns. A capability is a member only if a configured provider has it; `webhooks` exists
 * only with the option of that name.
 */
export type Sms<
  Providers extends readonly AnyProvider[],
  All extends Templates = NoTemplates,
  Webhook extends WebhookOptions | undefined = undefined,
> = SmsCore<Providers, All> &
  If<NamesWith<Providers, "balance">, { readonly balance: BalanceMember<NamesWith<Providers, "balance">> }> &
  If<
    NamesWith<Providers, "schedule">,
    { readonly schedule: ScheduleMember<Providers, NamesWith<Providers, "schedule">, All> }
  > &
  If<NamesWith<Providers, "contacts">, { readonly contacts: ContactsMember<NamesWith<Providers, "contacts">> }> &
  If<ReportingNames<Providers>, { readonly reports: Reports<NameOf<Providers>> }> &
  (Webhook extends WebhookOptions
    ? If<WebhookNames<Providers>, { readonly webhooks: Webhooks<WebhookNames<Providers>> }>
    : Record<never, never>);
