import { type E164, invalidInput, isE164, maskPhone, printedAs } from "@polysms/core";

/**
 * What `check` needs besides the code: plain data, which you can keep in a session, a signed cookie or a queue. It
 * contains neither the code nor anything derived from it. Printing it masks the number; its JSON has the full number.
 */
export interface OtpTicket<Name extends string = string> {
  /** A random id, which is the key of the HMAC in the store. */
  readonly id: string;
  /** The provider that sent the code. For your information only: `check` does not use it. */
  readonly provider: Name;
  readonly to: E164;
  /** When the code expires, in ISO 8601 and UTC. For your information only: `check` does not use it. */
  readonly expiresAt: string;
}

/** The ticket, whose number is masked when it is printed. */
export function issueTicket(ticket: OtpTicket): OtpTicket {
  return printedAs(ticket, () => ({ ...ticket, to: maskPhone(ticket.to) }));
}

/** The parts that `check` uses. Only their form is checked here; whether the ticket is valid depends on the store. */
export function checkTicket(ticket: unknown): Pick<OtpTicket, "id" | "to"> {
  if (typeof ticket !== "object" || ticket === null) throw invalidInput("ticket", "must be what otp.start returned.");
  const { id, to } = ticket as { readonly id?: unknown; readonly to?: unknown };
  if (typeof id !== "string" || id === "")
    throw invalidInput("ticket.id", "must be the string that otp.start returned.");
  if (!isE164(to)) throw invalidInput("ticket.to", "must be the E.164 number that otp.start returned.");
  return { id, to };
}

/** Throws an `SmsError` unless the code is a string of 4 to 9 digits. */
export function checkCode(code: unknown): string {
  if (typeof code === "string" && /^\d{4,9}$/.test(code)) return code;
  throw invalidInput("code", "must be a string of 4 to 9 digits, as the user typed it.", {
    hint: "Trim it, and ask again if it is not all digits; this cost no attempt.",
  });
}
