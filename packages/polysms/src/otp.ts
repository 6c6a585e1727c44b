import {
  invalidInput,
  isE164,
  isSmsError,
  type OtpRequest,
  type Outcome,
  type OutgoingMessage,
  refuseUnknownFields,
  type SendCall,
  type SendReport,
  SmsError,
  settle,
} from "@polysms/core";
import type { AnyProvider, LooseMessage } from "./message.ts";
import { digest, isSealOf, type OtpCrypto, randomDigits, randomId, seal, webCrypto } from "./otp-code.ts";
import { errorWithoutCode, reportWithoutCode } from "./otp-discretion.ts";
import type { OtpMember, OtpStart, OtpStartOptions, OtpStartRequest } from "./otp-member.ts";
import { checkOtpOptions, checkOtpText, type OtpOptions } from "./otp-options.ts";
import { type OtpRecord, otpRecords } from "./otp-records.ts";
import { checkGuess, checkTicket, issueTicket } from "./otp-ticket.ts";

type Request = OtpStartRequest<readonly AnyProvider[]>;

/** What stands in the place of a provider's `send`. */
export type SendThrough = (provider: AnyProvider, message: OutgoingMessage, call?: SendCall) => Promise<SendReport>;

/** What one-time codes need of the facade. */
export interface OtpParts {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  /**
   * Checks a message to one recipient, and throws what `send` would reject with. Returns the way to send it: by the
   * rules of the facade, with `through` in the place of each provider's `send`.
   */
  readonly prepare: (
    message: LooseMessage,
    options: OtpStartOptions,
  ) => (through: SendThrough) => Promise<Outcome>;
  readonly options?: OtpOptions | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  readonly crypto?: OtpCrypto | undefined;
}

/** Makes the member `otp`. Throws an `SmsError` with code `config` when an option is out of range. */
export function createOtp({ providers, prepare, options = {}, now = Date.now, ...parts }: OtpParts) {
  const settings = checkOtpOptions(options, now);
  const records = otpRecords(settings.store);
  const lifetimeMs = settings.expiresInMinutes * 60_000;

  async function start(request: Request, call: OtpStartOptions = {}): Promise<OtpStart> {
    const crypto = webCrypto(parts.crypto);
    const { to, ownText, text, ...rest } = checkRequest(request, call, settings.text);
    const deliver = prepare({ ...rest, to, text }, call);
    const number = await digest(to, crypto);
    const place = await records.admit(number, settings.starts).catch((error: SmsError) => error);
    if (isSmsError(place)) return { status: "rejected", error: place, attempts: [] };
    if (!place.ok) {
      const { reason = "budget" } = settings.starts[place.limit] ?? {};
      return { status: "refused", reason, retryAfterMs: place.retryAfterMs };
    }

    const id = randomId(crypto);
    const code = randomDigits(settings.codeLength, crypto);
    const seals = { ticket: await seal(id, "ticket", crypto), code: await seal(id, code, crypto) };
    let expiresAt = now() + lifetimeMs;
    // Kept before it is sent: the code may be typed in before the provider has answered.
    const keep = (keeper: OtpRecord["code"]) => {
      expiresAt = now() + lifetimeMs;
      return records.keep(number, { ticket: seals.ticket, code: keeper, expiresAt, lifetimeMs });
    };
    const outcome = await deliver(async (provider, message, sendCall) => {
      const report = await settle(provider.name, message.to, async () => {
        const service = provider.can.otp;
        await keep(service === undefined ? { seal: seals.code } : { service: provider.name });
        if (service === undefined) {
          return provider.send({ ...message, text: text.replaceAll("{code}", code) }, sendCall);
        }
        const { codeLength, expiresInMinutes } = settings;
        const { senderId } = message;
        const wanted: OtpRequest = { to, senderId, text: ownText, codeLength, expiresInMinutes };
        return { verdicts: [await service.start(wanted, sendCall)] };
      });
      return reportWithoutCode(report, code);
    });
    const ticketOf = (provider: string) =>
      issueTicket({ id, provider, to, expiresAt: new Date(expiresAt).toISOString() });
    return resultOf(outcome, ticketOf);
  }

  async function compare(record: OtpRecord, id: string, to: E164, code: string, call?: SendCall) {}

  return { start, check };
}
