import {
  type AnyProvider,
  type BalanceMember,
  type ContactsMember,
  createSms,
  type Reports,
  type SmsCore,
  SmsError,
  type Webhooks,
} from "polysms";
import type { AnyOptions } from "./define-config.ts";

/** A facade whose providers are only known at run time: members that depend on them may be absent. */
export type AnySms = SmsCore<readonly AnyProvider[]> & {
  readonly balance?: BalanceMember<string>;
  readonly contacts?: ContactsMember;
  readonly reports?: Reports;
  readonly webhooks?: Webhooks;
};

export function createAnySms(options: AnyOptions): AnySms {
  return createSms(options) as AnySms;
}

/** A refusal of what was typed or configured, before anything was done. */
export function refuse(message: string, hint?: string): SmsError {
  return new SmsError(message, { code: "config", certainty: "not-accepted", hint });
}

/** The member, or an error that names what is missing. */
export function needed<Member>(member: Member | undefined, ability: string): Member {
  if (member !== undefined) return member;
  throw refuse(`No configured provider ${ability}.`, "polysms providers shows which can.");
}
