import { count } from "../terminal/table.ts";
import type { Session } from "./session.ts";
import { usageError } from "./usage-error.ts";

const WITHOUT_ASKING = 10;

/**
 * Whether a command may send to this many recipients. Above 10 it asks on a terminal and needs `--yes` elsewhere. Rejects
 * with a usage error if there is no terminal.
 */
export async function confirmRecipients(session: Session, recipients: number, yes: boolean | undefined) {
  if (yes === true || recipients <= WITHOUT_ASKING || session.globals().mock === true) return true;
  const number = count(recipients, "recipient");
  return confirm(session, `Send to ${number}?`, `This sends to ${number}`);
}

/** Asks before something that cannot be undone. Without a terminal it rejects with a usage error, which begins with `what`. */
export async function confirm({ terminal }: Session, question: string, what: string): Promise<boolean> {
  if (terminal.interactive) return terminal.confirm(question);
  throw usageError(
    `${what}, and there is no terminal to ask for confirmation.`,
    "Check it with --dry-run, then add --yes.",
  );
}
