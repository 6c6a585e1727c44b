import { SmsError } from "polysms";

/** An error in what was typed or configured. Nothing has been done yet; the process ends with 2. */
export function usageError(message: string, hint?: string): SmsError {
  return new SmsError(message, { code: "config", mayHaveBeenSent: false, hint });
}

const COMMAND_OPTIONS = [
  ["pass { region }", "use --region"],
  ["as region", "with --region"],
  ["in columns.to", "with --to"],
] as const;

/** A message of the API, which names its own options, with those of the command line. */
export function withCommandOptions(message: string): string {
  return COMMAND_OPTIONS.reduce((text, [ofApi, ofCommand]) => text.replace(ofApi, ofCommand), message);
}

/** Returns a member of the facade. Throws a usage error if no configured provider has it. */
export function requireMember<Member>(member: Member | undefined, ability: string): Member {
  if (member !== undefined) return member;
  throw usageError(`No configured provider ${ability}.`, "polysms providers shows what each provider can do.");
}
