import { count } from "../terminal/table.ts";
import type { Session } from "./session.ts";
import { refuse } from "./usage-error.ts";

const WITHOUT_ASKING = 10;

/**
 * Whether so many may be sent to. Above 10, a terminal is asked and anything else needs `--yes`. Rejects with an
 * `SmsError` when there is nobody to ask.
 */
export async function mayReach(session: Session, recipients: number, yes: boolean | undefined, what: string) {
  if (yes === true || recipients <= WITHOUT_ASKING || session.globals().mock === true) return true;
  return ask(session, `${what} to ${count(recipients, "recipient")}?`, `to ${count(recipients, "recipient")}`);
}

/** Asks before something that cannot be taken back. */
export async function ask({ terminal }: Session, question: string, what: string): Promise<boolean> {
  if (terminal.asks) return terminal.confirm(question);
  throw refuse(`There is no terminal to ask whether to go on, ${what}.`, "Look at it with --dry-run, then add --yes.");
}
