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

/** The outcome of a row that shares the verdict on its file. */
export function outcomeOfUpload(to: E164, outcome: Outcome, hooks?: HookCaller): Outcome {
  const [attempt] = outcome.attempts;
  if (attempt !== undefined && outcome.replayed !== true) hooks?.attempt(to, outcome.reference, attempt);
  const own = maskedOutcome({ ...outcome, to });
  hooks?.outcomes([own]);
  return own;
}

/** Bad input concerns its row alone. Anything else should not happen, and proves nothing. */
export function outcomeOfFailure(to: E164, provider: string, error: unknown): Outcome {
  const reason = isSmsError(error) && error.field === "idempotencyKey" ? sentAnother() : error;
  const recipient: Recipient = { to, attempts: [] };
  const details = { code: "unreadable-response", provider, cause: error } as const;
  const failed = unknown(`${provider}: sending the message failed.`, details);
  recordAttempt(recipient, provider, isSmsError(reason) ? verdictFromError(provider, reason) : failed, {
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
