import { type E164, invalidInput, type Outcome, SmsError, type SmsErrorDetails } from "@polysms/core";
import { masked } from "./masked.ts";

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
}

type Payload = Readonly<Record<string, unknown>>;

/** Sends once per key: the same key and payload get the outcomes of the first call, another payload is refused. */
export function createIdempotency(store: IdempotencyStore) {
  const running = new Map<string, { readonly fingerprint: string; readonly outcomes: Promise<Outcome[]> }>();

  return async (
    key: string,
    payload: Payload,
    to: readonly E164[],
    send: () => Promise<Outcome[]>,
  ): Promise<Outcome[]> => {
    const fingerprint = await fingerprintOf(payload);
    const other = running.get(key);
    if (other !== undefined) {
      assertSame(other.fingerprint, fingerprint);
      return (await other.outcomes).map((outcome) => masked({ ...outcome, replayed: true }));
    }
    const outcomes = sendOnce(store, key, fingerprint, to, send);
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
  key: string,
  fingerprint: string,
  to: readonly E164[],
  send: () => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const reservation = await store.reserve(key, fingerprint).catch((cause: unknown) => {
    throw new SmsError("The idempotency store failed, so nothing was sent.", {
      code: "config",
      certainty: "not-accepted",
      cause,
    });
  });
  if (reservation.state !== "reserved") assertSame(reservation.fingerprint, fingerprint);
  if (reservation.state === "done") return fromRecord(reservation.record, to);
  if (reservation.state === "pending") return to.map(unfinished);
  const outcomes = await send();
  const keep = outcomes.some(({ status }) => status === "unknown");
  // The message is sent, whatever becomes of the note about it: an open key makes the next call unknown, not double.
  await store.finalize(key, fingerprint, toRecord(outcomes), keep).catch(() => {});
  return outcomes;
}

function assertSame(known: string, fingerprint: string): void {
  if (known === fingerprint) return;
  throw invalidInput("idempotencyKey", "was used for another message; use a new key for each message.");
}

function unfinished(to: E164): Outcome {
  const error = new SmsError("An earlier call with this key did not finish, so it may have sent the message.", {
    code: "aborted",
    certainty: "unknown",
    hint: "Find out what became of it, then use a new key.",
  });
  return masked({ status: "unknown", to, provider: "", error, attempts: [], replayed: true });
}

async function fingerprintOf(payload: Payload): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(payload)));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
