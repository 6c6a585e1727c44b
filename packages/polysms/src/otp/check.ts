import { type AnyProvider, adapterFailed, type CallOptions, type E164, isSmsError, type OtpCheck } from "@polysms/core";
import { hashNumber, isHmacOf } from "./code.ts";
import type { OtpContext } from "./context.ts";
import type { OtpResult } from "./member.ts";
import { errorWithoutCode } from "./redact-code.ts";
import { checkCode, checkTicket } from "./ticket.ts";

/** Checks a code: the ticket first, then the limit of guesses, then the code itself. */
export async function checkOtp(
  untrustedTicket: unknown,
  untrustedCode: unknown,
  call: CallOptions | undefined,
  context: OtpContext,
): Promise<OtpResult> {
  const { providers, settings, records, now } = context;
  const { id, to } = checkTicket(untrustedTicket);
  const code = checkCode(untrustedCode);
  const crypto = context.crypto();
  // Before a guess is counted: a caller without the ticket must not use up the guesses of the one that has it.
  const ticket = await validTicket(id, await records.findLatest(await hashNumber(to, crypto)), context);
  if (ticket === undefined) return "expired";
  const record = await records.find(ticket);
  if (record === undefined || record.expiresAt <= now()) return "expired";
  if (!(await records.takeGuess(record, settings.maxAttempts))) return "too-many-attempts";
  const result =
    "hmac" in record.code
      ? (await isHmacOf(record.code.hmac, id, code, crypto))
        ? "approved"
        : "wrong"
      : await askService(providers.get(record.code.service), { to, code }, call);
  if (result !== "approved") return result;
  return (await records.takeUse(record)) ? "approved" : "expired";
}

/** The stored form of the ticket if its code is valid: the last ticket, or the one before if the last was rejected. */
async function validTicket(
  id: string,
  { last, before }: Awaited<ReturnType<OtpContext["records"]["findLatest"]>>,
  { records, crypto }: Pick<OtpContext, "records" | "crypto">,
): Promise<string | undefined> {
  const isThis = (ticket: string) => isHmacOf(ticket, id, "ticket", crypto());
  if (last === undefined || (await isThis(last))) return last;
  return before !== undefined && (await isThis(before)) && (await records.wasRejected(last)) ? before : undefined;
}

async function askService(
  provider: AnyProvider | undefined,
  guess: { readonly to: E164; readonly code: string },
  call: CallOptions | undefined,
): Promise<OtpCheck> {
  const service = provider?.can.otp;
  // The provider is no longer configured, so a new code has to be sent.
  if (provider === undefined || service === undefined) return "expired";
  try {
    return await service.check(guess, call);
  } catch (cause) {
    throw errorWithoutCode(isSmsError(cause) ? cause : adapterFailed(provider.name, cause), guess.code);
  }
}
