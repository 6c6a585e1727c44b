import type { CallOptions } from "../client/call-types.ts";
import type { SmsError } from "../error/sms-error.ts";
import type { E164 } from "../phone/phone.ts";
import type { Region } from "../phone/region.ts";
import type { Capabilities } from "./capabilities.ts";

/**
 * What one provider did with one message for one recipient. `not-accepted` is proven: nobody took it, and it may be
 * sent again. `unknown` is everything that is neither proven accepted nor proven refused.
 */
export type Verdict =
  | { readonly status: "accepted"; readonly id: string }
  | { readonly status: "rejected"; readonly error: SmsError }
  | { readonly status: "unknown"; readonly error: SmsError };

/** One message for one request: never more recipients than the provider's limit. */
export interface OutgoingMessage<Options extends object = object> {
  readonly to: readonly E164[];
  readonly text: string;
  readonly senderId?: string | undefined;
  readonly options?: Options | undefined;
  /** Id of the registered template that the text follows, for providers that want to be told (India's DLT). */
  readonly templateId?: string | undefined;
  /** Our own name for this sending: the same for all its requests, and for no other message. */
  readonly reference?: string | undefined;
  /** Where the provider may post delivery reports, if it can be told so per message. */
  readonly reportUrl?: string | undefined;
}

/** What became of one request: a verdict per recipient, in the order of `to`. */
export interface SendReport {
  readonly verdicts: readonly Verdict[];
  readonly httpStatus?: number | undefined;
}

/**
 * One SMS provider. `send` maps every exchange to verdicts and never throws; whatever it cannot read is `unknown`.
 * `client` is the provider's own typed API, for everything that has no common form.
 */
export interface Provider<
  Name extends string = string,
  Can extends Capabilities = Capabilities,
  Options extends object = object,
  Client = unknown,
> {
  readonly name: Name;
  /** Countries the provider is made for, used when no route is given. */
  readonly regions: readonly Region[];
  readonly limits: { readonly recipientsPerRequest: number };
  readonly can: Can;
  readonly client: Client;
  send(message: OutgoingMessage<Options>, call?: CallOptions): Promise<SendReport>;
}
