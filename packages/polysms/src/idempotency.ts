import { type E164, invalidInput, type Outcome, SmsError, type SmsErrorDetails } from "@polysms/core";
import { masked } from "./masked.ts";
import { shortHash } from "./reference.ts";

/** What a store knows of a key when somebody wants to use it. */
export type Reservation =
  | { readonly state: "reserved" }
  | { readonly state: "pending"; readonly fingerprint: string }
  | { readonly state: "done"; readonly fingerprint: string; readonly record: string };

/**
 * Remembers which keys have been used. `reserve` must be atomic: of two callers with the same key exactly one gets
 * `reserved`. A key that is reserved and never finalized stays `pending`, because its message may have been sent.
 */
export interface IdempotencyStore {
  /** Called before the first byte is sent. */
  reserve(key: string, fingerprint: string): Promise<Reservation>;
  /**
   * Called with the outcomes as text, without numbers or message. `keep` is set when one of them is unknown: such a
   * record must not expire by itself.
   */
  finalize(key: string, fingerprint: string, record: string, keep: boolean): Promise<void>;
  /** Called in place of `finalize` when not one request was made, as after an early abort: forgets the key. */
  release(key: string, fingerprint: string): Promise<void>;
}

/** What is sent under a key. */
export interface KeyedSending {
  readonly key: string;
  /** Everything that makes it this message and no other. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly to: readonly E164[];
  readonly reference: string;
}

export type SendOnce = (sending: KeyedSending, send: () => Promise<Outcome[]>) => Promise<Outcome[]>;

/**
 * Sends once per key: the same key and payload get the outcomes of the first call, another payload is refused. What was
 * unknown then goes through `reconcile` first: by now it may be known.
 */
export function createIdempotency(
  store: IdempotencyStore,
  reconcile: (outcome: Outcome) => Promise<Outcome> = async (outcome) => outcome,
): SendOnce {
  const running = new Map<string, { readonly fingerprint: string; readonly outcomes: Promise<Outcome[]> }>();

  return async (sending, send) => {
    const { key } = sending;
    const fingerprint = await fingerprintOf(sending.payload);
    const other = running.get(key);
    if (other !== undefined) {
      assertSame(other.fingerprint, fingerprint);
      return (await other.outcomes).map((outcome) => masked({ ...outcome, replayed: true }));
    }
    const outcomes = sendOnce(store, sending, fingerprint, send, reconcile);
    running.set(key, { fingerprint, outcomes });
    try {
      return await outcomes;
    } finally {
      running.delete(key);
    }
  };
}

async function sendOnce(
  store: IdempotencyStore,
  { key, to, reference }: KeyedSending,
  fingerprint: string,
  send: () => Promise<Outcome[]>,
  reconcile: (outcome: Outcome) => Promise<Outcome>,
): Promise<Outcome[]> {
  const reservation = await store.reserve(key, fingerprint).catch((cause: unknown) => {
    throw new SmsError("The idempotency store failed, so nothing was sent.", {
      code: "config",
      certainty: "not-accepted",
      cause,
    });
  });
  // The message is sent, whatever becomes of the note about it: an open key makes the next call unknown, not double.
  const note = (outcomes: readonly Outcome[]) =>
    store.finalize(key, fingerprint, toRecord(outcomes), outcomes.some(isUnknown)).catch(() => {});
  if (reservation.state === "reserved") {
    const outcomes = await send();
    const asked = outcomes.some(({ attempts }) => attempts.length > 0);
    await (asked ? note(outcomes) : store.release(key, fingerprint).catch(() => {}));
    return outcomes;
  }
  assertSame(reservation.fingerprint, fingerprint);
  const known =
    reservation.state === "done" ? fromRecord(reservation.record, to) : to.map((each) => unfinished(each, reference));
  if (!known.some(isUnknown)) return known;
  const now = await Promise.all(known.map(reconcile));
  if (!now.some(isUnknown)) await note(now);
  return now;
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
    certainty: "unknown",
    hint: "Find out what became of it, then use a new key.",
  });
  return masked({ status: "unknown", to, reference, provider: "", error, attempts: [], replayed: true });
}

function fingerprintOf(payload: KeyedSending["payload"]): Promise<string> {
  return shortHash("polysms message", JSON.stringify(sorted(payload)));
}

// The order in which fields were written makes no other message.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

function toRecord(outcomes: readonly Outcome[]): string {
  return JSON.stringify(outcomes.map(({ to: _, ...rest }) => rest));
}

function fromRecord(record: string, to: readonly E164[]): Outcome[] {
  const kept = JSON.parse(record) as readonly (Omit<Outcome, "to"> & {
    error?: SmsErrorDetails & { message: string };
  })[];
  return to.map((phone, index) => {
    const { error, ...rest } = kept[index] ?? {};
    const revived = error === undefined ? {} : { error: new SmsError(error.message, error) };
    return masked({ ...rest, ...revived, to: phone, replayed: true } as Outcome);
  });
}
