import { type AnySms, createSms, SmsError } from "polysms";
import type { AnyOptions } from "../define-config.ts";

export type { AnySms } from "polysms";

export function createAnySms(options: AnyOptions): AnySms {
  return createSms(options);
}

/** A refusal of what was typed or configured, before anything was done. */
export function refuse(message: string, hint?: string): SmsError {
  return new SmsError(message, { code: "config", mayHaveBeenSent: false, hint });
}

/** The member, or an error that names what is missing. */
export function needed<Member>(member: Member | undefined, ability: string): Member {
  if (member !== undefined) return member;
  throw refuse(`No configured provider ${ability}.`, "polysms providers shows which can.");
}
