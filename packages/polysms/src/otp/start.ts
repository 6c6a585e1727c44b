import {
  checkFields,
  type E164,
  invalidInput,
  isE164,
  type Outcome,
  type Phone,
  SmsError,
  toReport,
} from "@polysms/core";
import type { LooseMessage } from "../message/message.ts";
import { digest, randomDigits, randomId, seal } from "./code.ts";
import type { OtpStart, OtpStartOptions } from "./member.ts";
import { checkOtpText, type OtpSettings } from "./options.ts";
import type { OtpContext, SendThrough } from "./otp.ts";
import { reportWithoutCode } from "./redact-code.ts";
import { issueTicket, type OtpTicket } from "./ticket.ts";

/** A request as plain JavaScript may write it. */
export type LooseOtpRequest = LooseMessage & { readonly to: Phone };

const USUAL = "{code} is your code.";

export async function startOtp(request: LooseOtpRequest, call: OtpStartOptions, desk: OtpContext): Promise<OtpStart> {
  const { settings, records, now } = desk;
  const crypto = desk.crypto();
  const message = checkRequest(request, call, desk);
  const prepared = desk.prepare(
    message.template === undefined ? { ...message, text: message.text ?? USUAL } : message,
    call,
  );
  const { to, deliver } = prepared;
  // A service has words of its own for those who give none.
  const text = message.text === undefined && message.template === undefined ? undefined : prepared.text;

  const id = randomId(crypto);
  const code = randomDigits(settings.codeLength, crypto);
  const [number, ticket, sealed] = await Promise.all([
    digest(to, crypto),
    seal(id, "ticket", crypto),
    seal(id, code, crypto),
  ]);
  const lifetimeMs = settings.expiresInMinutes * 60_000;
  const expiresAt = now() + lifetimeMs;
  try {
    const place = await records.admit(number, settings.starts);
    if (!place.ok) {
      const { reason = "budget" } = settings.starts[place.limit] ?? {};
      return { status: "limited", reason, retryAfterMs: place.retryAfterMs };
    }
    await records.announce(number, ticket, lifetimeMs);
  } catch (error) {
    return { status: "rejected", error: error as SmsError, attempts: [] };
  }
  const keep: Keep = (keeper) => records.keep({ ticket, code: keeper ?? { seal: sealed }, expiresAt, lifetimeMs });
  const outcome = await deliver(sendCode({ to, text, code }, settings, keep));
  const ticketOf = (provider: string) =>
    issueTicket({ id, provider, to, expiresAt: new Date(expiresAt).toISOString() });
  const result = resultOf(outcome, ticketOf);
  // A store that fails now leaves the person with no good code, and not with two.
  if (result.status === "rejected") await records.withdraw(ticket, lifetimeMs).catch(() => {});
  return result;
}

type Keep = (keeper?: { readonly service: string }) => Promise<void>;

/** The message, with the text of the options if it has none, or a template in which the code is still to be filled in. */
function checkRequest(request: LooseOtpRequest, call: OtpStartOptions, desk: OtpContext): LooseOtpRequest {
  if (typeof request !== "object" || request === null) throw invalidInput("request", "must be an object with to.");
  checkFields(request, ["to", "text", "template", "vars", "senderId", "via", "options"]);
  checkFields(call, ["signal", "timeoutMs", "totalTimeoutMs"]);
  const { to, text, template, vars, ...rest } = request;
  if (!isE164(to)) throw invalidInput("to", "must be one E.164 number; one looks like +254712345678.");
  if (template === undefined) {
    if (text !== undefined) checkOtpText(text, "text", "bad-request");
    return { ...rest, to, text: text ?? desk.settings.text, ...(vars === undefined ? {} : { vars }) };
  }
  if (desk.textOf?.(template).includes("{code}") === false) {
    throw invalidInput("template", "has no {code} in it, where the code would go.");
  }
  if (vars !== undefined && Object.hasOwn(Object(vars), "code")) {
    throw invalidInput("vars.code", "is made here; leave it out.");
  }
  return { ...rest, to, template, vars: { ...vars, code: "{code}" }, ...(text === undefined ? {} : { text }) };
}

/**
 * Hands the code to one provider: the request for one to its own service, the finished text to any other. What is kept
 * says whose code it is, and is kept first: the code may be typed in before the provider has answered.
 */
function sendCode(
  { to, text, code }: { readonly to: E164; readonly text: string | undefined; readonly code: string },
  { codeLength, expiresInMinutes }: OtpSettings,
  keep: Keep,
): SendThrough {
  return async (provider, message, call) => {
    const report = await toReport(provider.name, message.to, async () => {
      const service = provider.can.otp;
      if (service === undefined) {
        await keep();
        return provider.send({ ...message, text: message.text.replaceAll("{code}", code) }, call);
      }
      await keep({ service: provider.name });
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
      const error = new SmsError("The code was not sent, on purpose.", { code: "config", mayHaveBeenSent: false });
      return { status: "rejected", error, attempts };
    }
  }
}
