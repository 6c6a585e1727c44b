import type { ErrorCode } from "@polysms/core";

/** What polysms does after a proven rejection, besides reporting it. */
export interface RejectionPolicy {
  /** Another provider may take the message: the rejection is about this provider and not about the message. */
  readonly failover: boolean;
  /** The same route may take it a little later. */
  readonly retry: boolean;
}

const STOP = { failover: false, retry: false };
const FAIL_OVER = { failover: true, retry: false };
const FAIL_OVER_THEN_RETRY = { failover: true, retry: true };

/**
 * One decision for every error code, for errors whose `mayHaveBeenSent` is `false`. After an `unknown` nothing is
 * repeated, whatever its code.
 */
export const rejectionPolicy: Readonly<Record<ErrorCode, RejectionPolicy>> = {
  auth: FAIL_OVER,
  "insufficient-balance": FAIL_OVER,
  "rate-limited": FAIL_OVER_THEN_RETRY,
  "invalid-recipient": STOP,
  "invalid-sender": FAIL_OVER,
  "content-blocked": STOP,
  "template-mismatch": STOP,
  "opted-out": STOP,
  "route-unavailable": FAIL_OVER,
  "bad-request": STOP,
  "provider-down": FAIL_OVER_THEN_RETRY,
  network: FAIL_OVER_THEN_RETRY,
  timeout: FAIL_OVER_THEN_RETRY,
  // Of a token call, which comes before the message.
  "unreadable-response": FAIL_OVER_THEN_RETRY,
  aborted: STOP,
  config: STOP,
};
