import { type E164, isSmsError, type Outcome, type SmsError } from "@polysms/core";
import type { ReferencedMessage } from "../message/message.ts";

/**
 * Why a recipient is not this call's to send to: its outcome is known, another call has it right now, or the store failed
 * for it, so that nothing was sent.
 */
export type Obstacle = Outcome | "busy" | SmsError;

/**
 * Stands between a recipient and a second message: one call under an idempotency key. A recipient is claimed exactly while
 * a provider may have the message, from just before the first byte until its outcome is kept or proven to be free.
 */
export interface Claims {
  /**
   * The outcomes that are known already, by recipient, and the failures of the store. Waits for another call that has one
   * of them right now. Rejects with an `SmsError` if the key was used for another message.
   */
  find(to: readonly E164[]): Promise<ReadonlyMap<E164, Outcome | SmsError>>;
  /**
   * Claims recipients just before the first byte, and returns why the others cannot be. Never waits for
   * another call: two calls that each hold what the other one waits for would never end.
   */
  reserve(to: readonly E164[]): Promise<ReadonlyMap<E164, Obstacle>>;
  /** Right after the answer: keeps what is final, and frees the recipients that may be tried again. */
  settle(outcomes: readonly Outcome[]): Promise<void>;
}

/** A message with what keeps it from being sent twice, if it has a key. */
export type ClaimedMessage = ReferencedMessage & { readonly claims?: Claims | undefined };

/** Sends to one recipient under a claim, or returns the outcome that is known already. */
export async function sendClaimed(
  claims: Claims | undefined,
  to: E164,
  send: () => Promise<Outcome>,
): Promise<Outcome> {
  if (claims === undefined) return send();
  for (;;) {
    const known = (await claims.find([to])).get(to) ?? (await claims.reserve([to])).get(to);
    if (known === undefined) break;
    if (isSmsError(known)) throw known;
    if (known !== "busy") return known;
  }
  const outcome = await send();
  await claims.settle([outcome]);
  return outcome;
}
