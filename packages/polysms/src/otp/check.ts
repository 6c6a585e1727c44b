import { type AnyProvider, adapterFailed, type CallOptions, type E164, isSmsError, type OtpCheck } from "@polysms/core";
import { digest, isSealOf } from "./code.ts";
import type { OtpContext } from "./context.ts";
import type { OtpResult } from "./member.ts";
import { errorWithoutCode } from "./redact-code.ts";
import { checkGuess, checkTicket } from "./ticket.ts";

export async function checkOtp(
  untrustedTicket: unknown,
  untrustedCode: unknown,
  call: CallOptions | undefined,
  context: OtpContext,
): Promise<OtpResult> {
  const { providers, settings, records, now } = context;
  const { id, to } = checkTicket(untrustedTicket);
  const code = checkGuess(untrustedCode);
  const crypto = context.crypto();
  // Before a guess is counted: a caller without a ticket must not use up the guesses of one that has it.
  const ticket = await goodTicket(id, await records.announced(await digest(to, crypto)), context);
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
  // The provider is no longer configured: a new code has to be sent anyway.
  if (provider === undefined || service === undefined) return "expired";
  try {
    return await service.check(guess, call);
  } catch (cause) {
    throw errorWithoutCode(isSmsError(cause) ? cause : adapterFailed(provider.name, cause), guess.code);
  }
}
