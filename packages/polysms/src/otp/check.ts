import { type CallOptions, type E164, isSmsError, type OtpCheck, SmsError } from "@polysms/core";
import type { AnyProvider } from "../message/message.ts";
import { digest, isSealOf } from "./code.ts";
import type { OtpResult } from "./member.ts";
import type { OtpContext } from "./otp.ts";
import { errorWithoutCode } from "./redact-code.ts";
import { checkGuess, checkTicket } from "./ticket.ts";

export async function checkOtp(
  given: unknown,
  guess: unknown,
  call: CallOptions | undefined,
  desk: OtpContext,
): Promise<OtpResult> {
  const { providers, settings, records, now } = desk;
  const { id, to } = checkTicket(given);
  const code = checkGuess(guess);
  const crypto = desk.crypto();
  // Before a guess is counted: who has no ticket must not use up the guesses of those who have.
  const ticket = await goodTicket(id, await records.announced(await digest(to, crypto)), desk);
  if (ticket === undefined) return "expired";
  const record = await records.find(ticket);
  if (record === undefined || record.expiresAt <= now()) return "expired";
  if (!(await records.guess(record, settings.maxAttempts))) return "too-many-attempts";
  const result =
    "seal" in record.code
      ? (await isSealOf(record.code.seal, id, code, crypto))
        ? "approved"
        : "wrong"
      : await askService(providers.get(record.code.service), { to, code }, call);
  if (result !== "approved") return result;
  return (await records.use(record)) ? "approved" : "expired";
}

/** The kept form of the ticket, if it is the one whose code is good: the last, or the one before if that was never sent. */
async function goodTicket(
  id: string,
  { last, before }: Awaited<ReturnType<OtpContext["records"]["announced"]>>,
  { records, crypto }: Pick<OtpContext, "records" | "crypto">,
): Promise<string | undefined> {
  const isThis = (ticket: string) => isSealOf(ticket, id, "ticket", crypto());
  if (last === undefined || (await isThis(last))) return last;
  return before !== undefined && (await isThis(before)) && (await records.isUnsent(last)) ? before : undefined;
}

async function askService(
  provider: AnyProvider | undefined,
  guess: { readonly to: E164; readonly code: string },
  call: CallOptions | undefined,
): Promise<OtpCheck> {
  const service = provider?.can.otp;
  // The provider was taken out since: a new code has to be sent anyway.
  if (provider === undefined || service === undefined) return "expired";
  try {
    return await service.check(guess, call);
  } catch (cause) {
    const { name } = provider;
    const details = { code: "unreadable-response", mayHaveBeenSent: true, provider: name, cause } as const;
    const error = isSmsError(cause) ? cause : new SmsError(`${name}: the adapter failed.`, details);
    throw errorWithoutCode(error, guess.code);
  }
}
