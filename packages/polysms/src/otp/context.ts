import type { AnyProvider, CallOptions, E164, Outcome, OutgoingMessage, SendReport } from "@polysms/core";
import type { StoreLimits } from "../concurrency/ask-store.ts";
import type { LooseMessage } from "../message/message.ts";
import type { OtpCrypto } from "./code.ts";
import type { OtpStartOptions } from "./member.ts";
import type { OtpSettings } from "./options.ts";
import type { OtpRecords } from "./records.ts";

/** Called instead of a provider's `send`. */
export type SendThrough = (provider: AnyProvider, message: OutgoingMessage, call?: CallOptions) => Promise<SendReport>;

/** A checked message to one recipient, which can be sent through the pipeline. */
interface PreparedMessage {
  /** Where the message really goes: the guard may have chosen another number. */
  readonly to: E164;
  readonly text: string;
  /** The signal ends the call. */
  send(through: SendThrough, signal: AbortSignal): Promise<Outcome>;
}

/** What starting and checking a code share. */
export interface OtpContext {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  /** Checks a message. Throws the `SmsError` that `send` would reject with. */
  readonly prepare: (message: LooseMessage, options: OtpStartOptions) => PreparedMessage;
  /** The text of a template with its placeholders. Throws an `SmsError` if there is no template with this name. */
  readonly textOf?: ((template: unknown) => string) | undefined;
  readonly settings: OtpSettings;
  /** The codes in the store; each command on it ends within the limits. */
  readonly recordsWithin: (limits: StoreLimits) => OtpRecords;
  /** A number's name in the store. */
  readonly hashNumber: (number: E164) => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly crypto: () => OtpCrypto;
}
