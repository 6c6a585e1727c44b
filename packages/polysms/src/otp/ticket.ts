import { type E164, invalidInput, isE164, maskPhone, printedAs } from "@polysms/core";

/**
 * What `check` needs beside the code: plain data, fit for a session, a signed cookie or a queue. It holds neither the
 * code nor anything made of it. Printed, it shows its number masked; JSON has the number itself.
 */
export interface OtpTicket<Name extends string = string> {
  readonly id: string;
  /** Who sent the code. Only told, never trusted. */
  readonly provider: Name;
  readonly to: E164;
  /** When the code runs out, as ISO 8601 in UTC. */
  readonly expiresAt: string;
}

export function issueTicket(ticket: OtpTicket): OtpTicket {
  return printedAs(ticket, () => ({ ...ticket, to: maskPhone(ticket.to) }));
}

/** The parts that count. Whether the ticket is ours shows in the store; here only its form is checked. */
export function checkTicket(ticket: unknown): Pick<OtpTicket, "id" | "to"> {
  if (typeof ticket !== "object" || ticket === null) throw invalidInput("ticket", "must be what otp.start returned.");
  const { id, to } = ticket as { readonly id?: unknown; readonly to?: unknown };
  if (typeof id !== "string" || id === "") throw invalidInput("ticket.id", "must be the text that otp.start returned.");
  if (!isE164(to)) throw invalidInput("ticket.to", "must be the E.164 number that otp.start returned.");
  return { id, to };
}

export function checkGuess(code: unknown): string {
  if (typeof code === "string" && /^\d{4,9}$/.test(code)) return code;
  throw invalidInput("code", "must be a text of 4 to 9 digits, as the person typed it.", {
    hint: "Trim it, and ask again for anything that is not digits; this has cost no attempt.",
  });
}
