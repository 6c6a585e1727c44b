import type { E164, Outcome } from "@polysms/core";
import type { ReferencedMessage } from "../message/message.ts";

/**
 * Stands between a recipient and a second message: one call under an idempotency key. A recipient is claimed exactly while
 * a provider may have the message, from just before the first byte until its outcome is kept or proven to be free.
 */
export interface Claims {
  /** The outcomes that are known already, by recipient. Waits for another call that has one of them right now. */
  find(to: readonly E164[]): Promise<ReadonlyMap<E164, Outcome>>;
  /**
   * Claims recipients just before the first byte. Those that another call claimed first get their outcome from there.
   * Rejects with an `SmsError` if the store fails; nothing was sent to these recipients then.
   */
  reserve(to: readonly E164[]): Promise<ReadonlyMap<E164, Outcome>>;
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
  const known = (await claims.find([to])).get(to) ?? (await claims.reserve([to])).get(to);
  if (known !== undefined) return known;
  const outcome = await send();
  await claims.settle([outcome]);
  return outcome;
}
