import {
  checkFields,
  type Deadline,
  type E164,
  invalidInput,
  isE164,
  type Outcome,
  type Phone,
  SmsError,
  startDeadline,
  toReport,
} from "@polysms/core";
import type { LooseMessage } from "../message/message.ts";
import { hmac, type OtpCrypto, randomDigits, randomId } from "./code.ts";
import type { OtpContext, SendThrough } from "./context.ts";
import type { OtpStart, OtpStartOptions } from "./member.ts";
import { checkOtpText, type OtpSettings } from "./options.ts";
import { reportWithoutCode } from "./redact-code.ts";
import { issueTicket, type OtpTicket } from "./ticket.ts";

/** A request before it is checked, as plain JavaScript may write it. */
type LooseOtpRequest = LooseMessage & { readonly to: Phone };

const DEFAULT_TEXT = "{code} is your code.";

/** Checks the request, then sends a code within the time limits of the call. */
export async function startOtp(
  request: LooseOtpRequest,
  call: OtpStartOptions,
  context: OtpContext,
): Promise<OtpStart> {
  const crypto = context.crypto();
  const message = checkRequest(request, call, context);
  const prepared = context.prepare(
    message.template === undefined ? { ...message, text: message.text ?? DEFAULT_TEXT } : message,
    call,
  );
  // Without a text, a provider's own service uses its own.
  const text = message.text === undefined && message.template === undefined ? undefined : prepared.text;
  // One clock over the store and the sending.
  const deadline = startDeadline({ signal: call.signal, timeoutMs: call.totalTimeoutMs ?? Number.POSITIVE_INFINITY });
  try {
    return await sendNewCode({ prepared, text, timeoutMs: call.timeoutMs, deadline, crypto }, context);
  } finally {
    deadline.clear();
  }
}

interface CheckedStart {
  readonly prepared: ReturnType<OtpContext["prepare"]>;
  readonly text: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly deadline: Deadline;
  readonly crypto: OtpCrypto;
}

/** Makes a code and a ticket, stores both hashed, and sends the code. */
async function sendNewCode(
  { prepared, text, timeoutMs, deadline, crypto }: CheckedStart,
  context: OtpContext,
): Promise<OtpStart> {
  const { settings, now } = context;
  const { to } = prepared;
  const { signal } = deadline;
  const records = context.recordsWithin({ signal, timeoutMs });
  const id = randomId(crypto);
  const code = randomDigits(settings.codeLength, crypto);
  const [number, ticket, codeHmac] = await Promise.all([
    context.hashNumber(to),
    hmac(id, "ticket", crypto),
    hmac(id, code, crypto),
  ]);
  const lifetimeMs = settings.expiresInMinutes * 60_000;
  const expiresAt = now() + lifetimeMs;
  // Asked for even when the call is out of time, but not waited for then. If the store fails here, the recipient has no
  // valid code, rather than two.
  const keepTheOneBefore = () =>
    deadline.within(context.recordsWithin({}).markRejected(ticket, lifetimeMs)).catch(() => {});
  let hasStart = false;
  try {
    const place = await records.takeStart(number, settings.starts);
    if (!place.ok) {
      const { reason = "budget" } = settings.starts[place.limit] ?? {};
      return { status: "limited", reason, retryAfterMs: place.retryAfterMs };
    }
    hasStart = true;
    await records.setLatest(number, ticket, lifetimeMs);
  } catch (error) {
    // The store may have made this ticket the latest, or do so when it wakes up. It has had its time already.
    if (hasStart) void keepTheOneBefore();
    return { status: "rejected", error: error as SmsError, attempts: [] };
  }
  let isSaved = true;
  const saveCode: SaveCode = async (service) => {
    isSaved = false;
    await records.save({
      ticket,
      code: service === undefined ? { hmac: codeHmac } : { service },
      expiresAt,
      lifetimeMs,
    });
    isSaved = true;
  };
  const outcome = await prepared.send(sendCode({ to, text, code }, settings, saveCode), signal);
  const ticketOf = (provider: string) =>
    issueTicket({ id, provider, to, expiresAt: new Date(expiresAt).toISOString() });
  const result = resultOf(outcome, ticketOf);
  if (result.status === "rejected") {
    const kept = keepTheOneBefore();
    if (isSaved) await kept;
  }
  return result;
}

/** Saves the record: with the HMAC of our code, or with the name of the provider whose own service keeps the code. */
type SaveCode = (service?: string) => Promise<void>;

/** The message, with the text of the options if it has none, or with a template whose code is filled in later. */
function checkRequest(request: LooseOtpRequest, call: OtpStartOptions, context: OtpContext): LooseOtpRequest {
  if (typeof request !== "object" || request === null) throw invalidInput("request", "must be an object with to.");
  checkFields(request, ["to", "text", "template", "vars", "senderId", "via", "options"]);
  checkFields(call, ["signal", "timeoutMs", "totalTimeoutMs"]);
  const { to, text, template, vars, ...rest } = request;
  if (!isE164(to)) throw invalidInput("to", "must be one E.164 number; one looks like +254712345678.");
  if (template === undefined) {
    if (text !== undefined) checkOtpText(text, "text", "bad-request");
    return { ...rest, to, text: text ?? context.settings.text, ...(vars === undefined ? {} : { vars }) };
  }
  if (context.textOf?.(template).includes("{code}") === false) {
    throw invalidInput("template", "must have {code} in its text, where the code goes.");
  }
  if (vars !== undefined && Object.hasOwn(Object(vars), "code")) {
    throw invalidInput("vars.code", "is filled in by polysms; leave it out.");
  }
  return { ...rest, to, template, vars: { ...vars, code: "{code}" }, ...(text === undefined ? {} : { text }) };
}

/**
 * Sends the code through one provider: with its own service, or as a finished text. The record says whose code it is,
 * and is saved first, because the user may type the code in before the provider has answered.
 */
function sendCode(
  { to, text, code }: { readonly to: E164; readonly text: string | undefined; readonly code: string },
  { codeLength, expiresInMinutes }: OtpSettings,
  saveCode: SaveCode,
): SendThrough {
  return async (provider, message, call) => {
    const report = await toReport(provider.name, message.to, async () => {
      const service = provider.can.otp;
      if (service === undefined) {
        await saveCode();
        return provider.send({ ...message, text: message.text.replaceAll("{code}", code) }, call);
      }
      await saveCode(provider.name);
      const { senderId } = message;
      return { verdicts: [await service.start({ to, senderId, text, codeLength, expiresInMinutes }, call)] };
    });
    return reportWithoutCode(report, code);
  };
}

function resultOf(outcome: Outcome, ticketOf: (provider: string) => OtpTicket): OtpStart {
  const { attempts } = outcome;
  switch (outcome.status) {
    case "accepted":
      return { status: "sent", ticket: ticketOf(outcome.provider), attempts };
    case "unknown":
      return { status: "unknown", ticket: ticketOf(outcome.provider), error: outcome.error, attempts };
    case "rejected":
      return { status: "rejected", error: outcome.error, attempts };
    case "skipped": {
      const error = new SmsError("The guard does not allow this number, so the code was not sent.", {
        code: "config",
        mayHaveBeenSent: false,
      });
      return { status: "rejected", error, attempts };
    }
  }
}
