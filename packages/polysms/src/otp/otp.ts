import type { CallOptions, E164, Outcome, OutgoingMessage, SendReport } from "@polysms/core";
import type { AnyProvider, LooseMessage } from "../message/message.ts";
import { checkOtp } from "./check.ts";
import { type OtpCrypto, webCrypto } from "./code.ts";
import type { OtpMember, OtpStartOptions } from "./member.ts";
import { checkOtpOptions, type OtpOptions, type OtpSettings } from "./options.ts";
import { type OtpRecords, otpRecords } from "./records.ts";
import { startOtp } from "./start.ts";
import { memoryOtpStore, type OtpStore } from "./store.ts";

/** What stands in the place of a provider's `send`. */
export type SendThrough = (provider: AnyProvider, message: OutgoingMessage, call?: CallOptions) => Promise<SendReport>;

/** A checked message to one recipient, and the way to send it by the rules of the facade. */
export interface PreparedMessage {
  /** Where it really goes: a guard may have chosen another number. */
  readonly to: E164;
  readonly text: string;
  deliver(through: SendThrough): Promise<Outcome>;
}

/** What one-time codes need of the facade. */
export interface OtpOptionsAndContext {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  /** Throws what `send` would reject with. */
  readonly prepare: (message: LooseMessage, options: OtpStartOptions) => PreparedMessage;
  /** The text of a template as it was written. Throws an `SmsError` when there is none of this name. */
  readonly textOf?: ((template: unknown) => string) | undefined;
  readonly options?: OtpOptions | undefined;
  /** Where codes are kept. Default: in this process. */
  readonly store?: OtpStore | undefined;
  /** Milliseconds since 1970; several processes with one store need clocks that agree. */
  readonly now?: (() => number) | undefined;
  readonly crypto?: OtpCrypto | undefined;
}

/** What starting and checking share. */
export interface OtpContext extends Pick<OtpOptionsAndContext, "providers" | "prepare" | "textOf"> {
  readonly settings: OtpSettings;
  readonly records: OtpRecords;
  readonly now: () => number;
  readonly crypto: () => OtpCrypto;
}

/** Makes the member `otp`. Throws an `SmsError` with code `config` when an option is out of range. */
export function createOtp(parts: OtpOptionsAndContext): OtpMember<readonly AnyProvider[]> {
  const { providers, prepare, textOf, options = {}, now = Date.now, store = memoryOtpStore({ now }) } = parts;
  const settings = checkOtpOptions(options);
  const records = otpRecords(store);
  const desk: OtpContext = {
    providers,
    prepare,
    textOf,
    settings,
    records,
    now,
    crypto: () => webCrypto(parts.crypto),
  };
  return {
    start: (request, call = {}) => startOtp(request, call, desk),
    check: (ticket, code, call) => checkOtp(ticket, code, call, desk),
  };
}
