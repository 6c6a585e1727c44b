import {
  type AnyProvider,
  adapterFailed,
  type CallOptions,
  type E164,
  isSmsError,
  type OtpCheck,
  SmsError,
  startDeadline,
} from "@polysms/core";
import { isHmacOf, type OtpCrypto } from "./code.ts";
import type { OtpContext } from "./context.ts";
import type { OtpResult } from "./member.ts";
import type { OtpRecords } from "./records.ts";
import { errorWithoutCode } from "./redact-code.ts";
import { checkCode, checkTicket } from "./ticket.ts";

/** Checks the input, then the code within the time limits of the call. */
export async function checkOtp(
  untrustedTicket: unknown,
  untrustedCode: unknown,
  call: CallOptions | undefined,
  context: OtpContext,
): Promise<OtpResult> {
  const ticket = checkTicket(untrustedTicket);
  const code = checkCode(untrustedCode);
  // One clock over the store and the provider's service.
  const { signal, timeoutMs = Number.POSITIVE_INFINITY } = call ?? {};
  const deadline = startDeadline({ signal, timeoutMs });
  try {
    return await checkGuess({ ...ticket, code }, { ...call, signal: deadline.signal }, context);
  } finally {
    deadline.clear();
  }
}

/** The ticket first, then the limit of guesses, then the code itself. */
async function checkGuess(
  { id, to, code }: { readonly id: string; readonly to: E164; readonly code: string },
  call: CallOptions,
  context: OtpContext,
): Promise<OtpResult> {
  const { providers, settings, now } = context;
  const crypto = context.crypto();
  const records = context.recordsWithin({ signal: call.signal });
  // Before a guess is counted: a caller without the ticket must not use up the guesses of the one that has it.
  const record = await costing("This cost no attempt.", async () => {
    const ticket = await validTicket(id, await records.findLatest(await context.hashNumber(to)), records, crypto);
    return ticket === undefined ? undefined : records.find(ticket);
  });
  if (record === undefined || record.expiresAt <= now()) return "expired";
  const hasGuess = await costing("This may have cost an attempt.", () =>
    records.takeGuess(record, settings.maxAttempts),
  );
  if (!hasGuess) return "too-many-attempts";
  const result =
    "hmac" in record.code
      ? (await isHmacOf(record.code.hmac, id, code, crypto))
        ? "approved"
        : "wrong"
      : await askService(providers.get(record.code.service), { to, code }, call);
  if (result !== "approved") return result;
  const hasUse = await costing("This cost an attempt, and may have used the code up.", () => records.takeUse(record));
  return hasUse ? "approved" : "expired";
}

/** Adds to the error of a store what it cost: an attempt is never used up without a word. */
async function costing<Result>(hint: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!isSmsError(error)) throw error;
    throw new SmsError(error.message, { ...error, cause: error.cause, hint });
  }
}

/** The stored form of the ticket if its code is valid: the last ticket, or the one before if the last was rejected. */
async function validTicket(
  id: string,
  { last, before }: Awaited<ReturnType<OtpRecords["findLatest"]>>,
  records: OtpRecords,
  crypto: OtpCrypto,
): Promise<string | undefined> {
  const isThis = (ticket: string) => isHmacOf(ticket, id, "ticket", crypto);
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
