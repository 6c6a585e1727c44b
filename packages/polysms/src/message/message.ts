import type { AnyProvider, E164, OutgoingMessage, Phone, Provider } from "@polysms/core";
import type { FromTemplate, LooseContent, NoTemplates, Templates } from "./templates.ts";

type OptionsOf<P> = P extends Provider<string, infer _Can, infer Options> ? Options : never;

/** A message: a text, or a template with its values, and the settings. */
export type Message<Providers extends readonly AnyProvider[], All extends Templates = NoTemplates> =
  | (MessageSettings<Providers> & OwnText)
  | (MessageSettings<Providers> & FromTemplate<All>);

interface OwnText {
  /** The text to send. Not empty. */
  readonly text: string;
  readonly template?: undefined;
  readonly vars?: undefined;
}

/** The settings of a message, besides its text and recipients. */
export interface MessageSettings<Providers extends readonly AnyProvider[]> {
  /** Sender ID instead of the provider's own: up to 11 characters, or a number. */
  readonly senderId?: string | undefined;
  /** The only provider to use. Switches the route and its failover off. */
  readonly via?: Providers[number]["name"] | undefined;
  /**
   * Your name for this message, kept in the idempotency store. A second call with the same key and message sends
   * nothing and returns the outcomes of the first. Another message under the same key throws.
   */
  readonly idempotencyKey?: string | undefined;
  /** Options that only one provider has, by provider name. */
  readonly options?: { readonly [P in Providers[number] as P["name"]]?: OptionsOf<P> } | undefined;
}

/** The options of one call. */
export interface SendOptions {
  /** Ends the call early. Recipients whose request is in flight are `unknown`; those not yet sent to are `rejected`. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit for each request to a provider, in milliseconds. Default: the provider's own, which is 30,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Time limit for the whole call, in milliseconds: waiting, retries and all requests. Default: none, only each request
   * and each retry has its own. Recipients whose request is in flight when it ends are `unknown`.
   */
  readonly totalTimeoutMs?: number | undefined;
  /**
   * What to do when it is unknown whether a provider took the message. `stop` (the default) never sends it twice.
   * `failover-and-risk-duplicate` tries the next provider, for one recipient only.
   */
  readonly onUnknown?: "stop" | "failover-and-risk-duplicate" | undefined;
}

/** A message whose every field has been checked. */
export interface CheckedMessage {
  readonly to: readonly E164[];
  /** Numbers of `to` that the guard does not send to. */
  readonly guarded: ReadonlySet<E164>;
  readonly text: string;
  readonly via: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Everything that makes this message different from another one. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly riskDuplicate: boolean;
  readonly call: Pick<SendOptions, "signal" | "timeoutMs">;
  readonly totalTimeoutMs: number | undefined;
  for(provider: string, to: readonly E164[]): OutgoingMessage;
}

/** A checked message with the reference that its outcomes and delivery reports carry. */
export interface ReferencedMessage extends CheckedMessage {
  readonly reference: string;
}

/** A message before it is checked, as plain JavaScript may write it. */
export interface LooseMessage extends LooseContent {
  readonly to: Phone | readonly Phone[];
  readonly senderId?: string | undefined;
  readonly via?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly options?: Readonly<Record<string, object | undefined>> | undefined;
}
