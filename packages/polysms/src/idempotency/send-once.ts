import { type E164, invalidInput, type Outcome, SmsError } from "@polysms/core";
import { shortHash } from "../hashing/reference.ts";
import { rejectionPolicy } from "../routing/rejection-policy.ts";
import { maskedOutcome } from "../sending/outcomes.ts";
import type { KeyedMessage, SendOnce } from "../sending/pipeline.ts";
import { fromRecord, toRecord } from "./outcome-record.ts";
import type { IdempotencyStore } from "./store.ts";
import { attemptWithin, reserve } from "./store-call.ts";

/**
 * Sends once per key: a second call with the same key and payload gets the outcomes of the first, and another payload
 * throws. An outcome that was unknown goes through `reconcile` first, because it may be known by now. A message that
 * was taken, may have been taken or will never be taken uses the key up. A rejection that is about the provider, and
 * not about the message, leaves it free.
 */
export function createSendOnce(store: IdempotencyStore, reconcile: Reconcile = async (outcome) => outcome): SendOnce {
  const running = new Map<string, { readonly fingerprint: string; readonly result: Promise<Result> }>();

  const sendOnce: SendOnce = async (message, send) => {
    const { key } = message;
    const fingerprint = fingerprintOf(message.payload);
    const other = running.get(key);
    if (other !== undefined) {
      assertSame(other.fingerprint, fingerprint);
      const { outcomes, endedEarly } = await other.result;
      // What ended another call early need not end this one.
      if (endedEarly) return sendOnce(message, send);
      return outcomes.map((outcome) => maskedOutcome({ ...outcome, replayed: true }));
    }
    const result = sendOrReplay(store, message, fingerprint, send, reconcile);
    running.set(key, { fingerprint, result });
    try {
      return (await result).outcomes;
    } finally {
      running.delete(key);
    }
  };
  return sendOnce;
}

interface Result {
  readonly outcomes: Outcome[];
  /** Ended by its own caller's abort or time limit. */
  readonly endedEarly: boolean;
}

type Reconcile = (outcome: Outcome) => Promise<Outcome>;

async function sendOrReplay(
  store: IdempotencyStore,
  { key, to, reference, keep = false }: KeyedMessage,
  fingerprint: string,
  send: () => Promise<Outcome[]>,
  reconcile: Reconcile,
): Promise<Result> {
  const mark = `${fingerprint}.${reference}`;
  const reservation = await reserve(store, key, mark);
  // The outcome is returned even if it is not recorded: a key that stays pending makes the next call unknown, not a
  // duplicate.
  const record = (outcomes: readonly Outcome[], mark: string) =>
    attemptWithin(async () => store.finalize(key, mark, toRecord(outcomes), keep || outcomes.some(isUnknown)));
  if (reservation.state === "reserved") {
    const outcomes = await send();
    const isFree = outcomes.every(leavesKeyFree);
    await (isFree ? attemptWithin(async () => store.release(key, mark)) : record(outcomes, mark));
    return { outcomes, endedEarly: isFree && outcomes.some(endedEarly) };
  }
  const [knownFingerprint = "", knownReference = ""] = reservation.mark.split(".");
  assertSame(knownFingerprint, fingerprint);
  const outcomes =
    reservation.state === "done"
      ? fromRecord(reservation.record, to)
      : to.map((each) => unfinished(each, knownReference));
  if (!outcomes.some(isUnknown)) return { outcomes, endedEarly: false };
  // A report store that fails proves nothing either way.
  const reconciled = await Promise.all(outcomes.map((outcome) => reconcileWithin(outcome, reconcile)));
  if (!reconciled.some(isUnknown)) await record(reconciled, reservation.mark);
  return { outcomes: reconciled, endedEarly: false };
}

/** The outcome as it is known by now, or as it was if finding out takes longer than 5 seconds. */
async function reconcileWithin(outcome: Outcome, reconcile: Reconcile): Promise<Outcome> {
  let known = outcome;
  await attemptWithin(async () => {
    known = await reconcile(outcome);
  });
  return known;
}

function endedEarly(outcome: Outcome): boolean {
  return outcome.status === "rejected" && (outcome.error.code === "aborted" || outcome.error.code === "timeout");
}

/** Proven that nobody took it, and for a reason that has nothing to do with the message. */
function leavesKeyFree(outcome: Outcome): boolean {
  if (outcome.status !== "rejected") return outcome.status === "skipped";
  const { code } = outcome.error;
  return code === "aborted" || rejectionPolicy[code].failover;
}

function isUnknown({ status }: Outcome): boolean {
  return status === "unknown";
}

function assertSame(known: string, fingerprint: string): void {
  if (known === fingerprint) return;
  throw invalidInput("idempotencyKey", "was used for another message; use a new key for each message.");
}

function unfinished(to: E164, reference: string): Outcome {
  const error = new SmsError("An earlier call with this key did not finish, so it may have sent the message.", {
    code: "aborted",
    mayHaveBeenSent: true,
    hint: "Find out what became of it, then use a new key.",
  });
  return maskedOutcome({ status: "unknown", to, reference, provider: "", error, attempts: [], replayed: true });
}

function fingerprintOf(payload: KeyedMessage["payload"]): string {
  return shortHash("polysms message", JSON.stringify({ ...payload, options: sorted(payload.options) }));
}

// The order in which a caller writes the options does not make another message. The other fields always have the same
// order.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
