import type { ErrorCode, SmsError } from "../error/sms-error.ts";
import type { E164 } from "../phone/phone.ts";

/** One request to one provider on behalf of one recipient. */
export interface Attempt<Name extends string = string> {
  readonly provider: Name;
  readonly status: "accepted" | "rejected" | "unknown";
  readonly code?: ErrorCode | undefined;
  readonly httpStatus?: number | undefined;
  /** Milliseconds from the request to the verdict. */
  readonly durationMs: number;
}

interface OutcomeBase<Name extends string> {
  readonly to: E164;
  /** Our own name for this message and no other, which delivery reports carry. */
  readonly reference: string;
  /** Every request made for this recipient, in order. Empty if nothing was sent. */
  readonly attempts: readonly Attempt<Name>[];
  /** Set if this is the outcome of an earlier call with the same idempotency key. Nothing was sent this time. */
  readonly replayed?: boolean | undefined;
}

/** A provider took the message. That does not mean that it was delivered. */
export interface Accepted<Name extends string = string> extends OutcomeBase<Name> {
  readonly status: "accepted";
  readonly provider: Name;
  /** The provider's id for the message, or for the request if it gives no other. */
  readonly id: string;
}

/** Proven: nobody took the message. Sending it again cannot duplicate it. */
export interface Rejected<Name extends string = string> extends OutcomeBase<Name> {
  readonly status: "rejected";
  readonly error: SmsError;
}

/** The message may be on its way. Sending it again may duplicate it. */
export interface Unknown<Name extends string = string> extends OutcomeBase<Name> {
  readonly status: "unknown";
  readonly provider: Name;
  readonly error: SmsError;
}

/** Nothing was sent for this recipient, on purpose. */
export interface Skipped<Name extends string = string> extends OutcomeBase<Name> {
  readonly status: "skipped";
  /** `duplicate`: the number appeared earlier in the same call. `guarded`: the recipient guard does not allow it. */
  readonly reason: "duplicate" | "guarded";
}

/** What became of the message for one recipient. `status` says which of the four it is. */
export type Outcome<Name extends string = string> = Accepted<Name> | Rejected<Name> | Unknown<Name> | Skipped<Name>;
