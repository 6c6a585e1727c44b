import {
  type E164,
  invalidInput,
  isSmsError,
  type Outcome,
  type SmsError,
  unknown,
  verdictFromError,
} from "@polysms/core";
import { newReference } from "../hashing/reference.ts";
import type { HookCaller } from "../sending/hooks.ts";
import { maskedOutcome } from "../sending/outcomes.ts";
import { outcomeOf, type Recipient, recordAttempt } from "../sending/recipient.ts";

/** The outcome of a row that was sent in a file: it shares the verdict of the file. */
export function outcomeOfUpload(to: E164, outcome: Outcome, hooks?: HookCaller): Outcome {
  const [attempt] = outcome.attempts;
  if (attempt !== undefined && outcome.replayed !== true) hooks?.attempt(to, outcome.reference, attempt);
  const rowOutcome = maskedOutcome({ ...outcome, to });
  hooks?.outcomes([rowOutcome]);
  return rowOutcome;
}

/**
 * The outcome of a row whose send threw. Bad input rejects this row only; anything else proves nothing, so it is
 * unknown.
 */
export function outcomeOfFailure(to: E164, provider: string, error: unknown): Outcome {
  const reason = isSmsError(error) && error.field === "idempotencyKey" ? sentAnotherText() : error;
  const recipient: Recipient = { to, attempts: [] };
  const details = { code: "unreadable-response", provider, cause: error } as const;
  const unexpected = unknown(`${provider}: sending the message failed.`, details);
  recordAttempt(recipient, provider, isSmsError(reason) ? verdictFromError(provider, reason) : unexpected, {
    durationMs: 0,
  });
  return outcomeOf({ ...recipient, attempts: [] }, newReference());
}

/** This row was not sent, but an earlier text to its number was, or may have been. */
function sentAnotherText(): SmsError {
  return invalidInput(
    "idempotencyKey",
    "was used for another text to this number; the text of this row was not sent.",
    {
      hint: "Another text was sent to this number, or may have been. Send this one only if the number should get both.",
    },
  );
}
