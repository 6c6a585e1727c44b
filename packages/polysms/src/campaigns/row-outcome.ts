import { type E164, invalidInput, isSmsError, type Outcome, type SmsError, unproven } from "@polysms/core";
import { newReference } from "../hashing/reference.ts";
import { masked } from "../masked.ts";
import type { Hooks } from "../sending/hooks.ts";
import { learn, outcomeOf, type Recipient } from "../sending/recipient.ts";

/** The outcome of a row that shares the verdict on its file. */
export function outcomeOfUpload(to: E164, outcome: Outcome, hooks?: Hooks): Outcome {
  const [attempt] = outcome.attempts;
  if (attempt !== undefined && outcome.replayed !== true) hooks?.attempt(to, outcome.reference, attempt);
  const own = masked({ ...outcome, to });
  hooks?.outcomes([own]);
  return own;
}

/** Bad input concerns its row alone. Anything else should not happen, and proves nothing. */
export function outcomeOfFailure(to: E164, provider: string, error: unknown): Outcome {
  const reason = isSmsError(error) && error.field === "idempotencyKey" ? sentAnother() : error;
  const known = isSmsError(reason) ? { verdict: reason.certainty, error: reason } : undefined;
  const recipient: Recipient = { to, attempts: [] };
  const details = { code: "unreadable-response", provider, cause: error } as const;
  learn(recipient, provider, known ?? unproven(`${provider}: the message was not sent to its end.`, details), {
    durationMs: 0,
  });
  return outcomeOf({ ...recipient, attempts: [] }, newReference());
}

/** The row is rejected, and its number is not one that nothing was sent to. */
function sentAnother(): SmsError {
  return invalidInput(
    "idempotencyKey",
    "was used for another text to this number; the text of this row was not sent.",
    {
      hint: "Something has been sent to this number, or may have been: send to it again only if it is to get both.",
    },
  );
}
