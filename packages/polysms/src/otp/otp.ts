import type { AnyProvider } from "@polysms/core";
import { checkOtp } from "./check.ts";
import { hashNumber, type OtpCrypto, webCrypto } from "./code.ts";
import type { OtpContext } from "./context.ts";
import type { OtpMember } from "./member.ts";
import { checkOtpOptions, type OtpOptions } from "./options.ts";
import { otpRecords } from "./records.ts";
import { startOtp } from "./start.ts";
import { memoryOtpStore, type OtpStore } from "./store.ts";

/** What one-time codes need from the facade. */
export interface OtpParts extends Pick<OtpContext, "providers" | "prepare" | "textOf"> {
  readonly options?: OtpOptions | undefined;
  /** Where codes are kept. Default: in this process. */
  readonly store?: OtpStore | undefined;
  /** Keys the hashes of numbers in the store. Processes that share a store share it. */
  readonly secret: string;
  /** Milliseconds since 1970. Processes that share a store need clocks that agree. */
  readonly now?: (() => number) | undefined;
  /** Default: the platform's. */
  readonly crypto?: OtpCrypto | undefined;
}

/** Makes the member `otp`. Throws an `SmsError` with code `config` if an option is out of range. */
export function createOtp(parts: OtpParts): OtpMember<readonly AnyProvider[]> {
  const { providers, prepare, textOf, options = {}, secret, now = Date.now, store = memoryOtpStore({ now }) } = parts;
  const settings = checkOtpOptions(options);
  const crypto = () => webCrypto(parts.crypto);
  const context: OtpContext = {
    ...{ providers, prepare, textOf, settings, now, crypto },
    recordsWithin: (limits) => otpRecords(store, limits),
    hashNumber: (number) => hashNumber(number, secret, crypto()),
  };
  return {
    start: (request, call = {}) => startOtp(request, call, context),
    check: (ticket, code, call) => checkOtp(ticket, code, call, context),
  };
}
