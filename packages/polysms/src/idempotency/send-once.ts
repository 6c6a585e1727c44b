import { type E164, invalidInput, type Outcome, SmsError, type SmsErrorDetails } from "@polysms/core";
import { settlesWithin } from "../done-within.ts";
import { shortHash } from "../hashing/reference.ts";
import { masked } from "../masked.ts";
import { rejectionPolicy } from "../routing/rejection-policy.ts";

/** What a store knows of a key when somebody wants to use it. `mark` is what `reserve` was given. */
export type Reservation =
  | { readonly state: "reserved" }
  | { readonly state: "pending"; readonly mark: string }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

/**
 * Remembers which keys have been used. `reserve` must be atomic: of two callers with the same key exactly one gets
 * `reserved`. A key that is reserved and never finalized stays `pending`, because its message may have been sent. Keys are
 * the caller's; marks and records hold neither numbers nor texts.
 */
export interface IdempotencyStore {
  /** Called before the first byte is sent. The mark says which message it is, and which sending of it. */
  reserve(key: string, mark: string): Promise<Reservation>;
  /**
   * Called with the outcomes. `keep` is set when one of them is unknown, and for the note of which rows of a campaign
   * travel in a file: such a record must not expire by itself.
   */
  finalize(key: string, mark: string, record: string, keep: boolean): Promise<void>;
  /** Called in place of `finalize` when it is proven that nobody took anything and a later call may do better. */
  release(key: string, mark: string): Promise<void>;
}

/** What is sent under a key. */
export interface KeyedSending {
  readonly key: string;
  /** Everything that makes it this message and no other. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly to: readonly E164[];
  readonly reference: string;
  /** The record must not expire by itself, whatever the outcomes. */
  readonly keep?: boolean | undefined;
}

export type SendOnce = (sending: KeyedSending, send: () => Promise<Outcome[]>) => Promise<Outcome[]>;

/**
 * Sends once per key: the same key and payload get the outcomes of the first call, another payload is refused. What was
 * unknown then goes through `reconcile` first: by now it may be known. A key is used up by a message that somebody took,
 * may have taken or will never take; a refusal that has to do with the provider, and not with the message, leaves it free.
 */
export function createIdempotency(
  store: IdempotencyStore,
  reconcile: Reconcile = async (outcome) => outcome,
): SendOnce {
  const running = new Map<string, { readonly fingerprint: string; readonly result: Promise<Result> }>();

  const once: SendOnce = async (sending, send) => {
    const { key } = sending;
    const fingerprint = fingerprintOf(sending.payload);
    const other = running.get(key);
    if (other !== undefined) {
      assertSame(other.fingerprint, fingerprint);
      const { outcomes, endedEarly: ended } = await other.result;
      // What ended another call early need not end this one.
      if (ended) return once(sending, send);
      return outcomes.map((outcome) => masked({ ...outcome, replayed: true }));
    }
    const result = sendOnce(store, sending, fingerprint, send, reconcile);
    running.set(key, { fingerprint, result });
    try {
      return (await result).outcomes;
    } finally {
      running.delete(key);
    }
  };
  return once;
}

interface Result {
  readonly outcomes: Outcome[];
  /** By its own caller's abort or time limit. */
  readonly endedEarly: boolean;
}

type Reconcile = (outcome: Outcome) => Promise<Outcome>;

/** How long a call waits for a store. */
const STORE_MS = 5_000;

async function sendOnce(
  store: IdempotencyStore,
  { key, to, reference, keep = false }: KeyedSending,
  fingerprint: string,
  send: () => Promise<Outcome[]>,
  reconcile: Reconcile,
): Promise<Result> {
  const mark = `${fingerprint}.${reference}`;
  const reservation = await reserve(store, key, mark);
  // The message is sent, whatever becomes of the note about it: an open key makes the next call unknown, not double.
  const note = (outcomes: readonly Outcome[], about: string) =>
    noted(async () => store.finalize(key, about, toRecord(outcomes), keep || outcomes.some(isUnknown)));
  if (reservation.state === "reserved") {
    const outcomes = await send();
    const isFree = outcomes.every(leavesKeyFree);
    await (isFree ? noted(async () => store.release(key, mark)) : note(outcomes, mark));
    return { outcomes, endedEarly: isFree && outcomes.some(endedEarly) };
  }
  const [known = "", sent = ""] = reservation.mark.split(".");
  assertSame(known, fingerprint);
  const outcomes =
    reservation.state === "done" ? fromRecord(reservation.record, to) : to.map((each) => unfinished(each, sent));
  if (!outcomes.some(isUnknown)) return { outcomes, endedEarly: false };
  // A report store that fails proves nothing either way.
  const now = await Promise.all(outcomes.map((outcome) => reconciled(outcome, reconcile)));
  if (!now.some(isUnknown)) await note(now, reservation.mark);
  return { outcomes: now, endedEarly: false };
}

async function reserve(store: IdempotencyStore, key: string, mark: string): Promise<Reservation> {
  const reserving = (async () => store.reserve(key, mark))();
  const nothingSent = (problem: string, cause?: unknown) =>
    new SmsError(`The idempotency store ${problem}, so nothing was sent.`, {
      code: "config",
      mayHaveBeenSent: false,
      cause,
    });
  if (!(await settlesWithin(STORE_MS, reserving))) {
    // Nothing is sent under a reservation that comes too late.
    reserving.then(({ state }) => (state === "reserved" ? store.release(key, mark) : undefined)).catch(() => {});
    throw nothingSent(`did not answer within ${STORE_MS / 1_000} seconds`);
  }
  try {
    return await reserving;
  } catch (cause) {
    throw nothingSent("failed", cause);
  }
}

/** The outcome as it is known by now, or as it was where that cannot be found out soon. */
async function reconciled(outcome: Outcome, reconcile: Reconcile): Promise<Outcome> {
  let known = outcome;
  await noted(async () => {
    known = await reconcile(outcome);
  });
  return known;
}

/** Waits for a store, but not for ever, and not for its success. */
async function noted(work: () => Promise<void>): Promise<void> {
  await settlesWithin(STORE_MS, (async () => work())());
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
  return masked({ status: "unknown", to, reference, provider: "", error, attempts: [], replayed: true });
}

function fingerprintOf(payload: KeyedSending["payload"]): string {
  return shortHash("polysms message", JSON.stringify({ ...payload, options: sorted(payload.options) }));
}

// Our own fields come in one order; that in which the user wrote the options makes no other message.
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

function toRecord(outcomes: readonly Outcome[]): string {
  return JSON.stringify(outcomes.map(({ to: _, ...rest }) => rest));
}

function fromRecord(record: string, to: readonly E164[]): Outcome[] {
  const kept = readRecord(record);
  return to.map((phone, index) => {
    const { error, ...rest } = kept[index] ?? {};
    const revived = error === undefined ? {} : { error: new SmsError(error.message, error) };
    return masked({ ...rest, ...revived, to: phone, replayed: true } as Outcome);
  });
}

type KeptOutcome = Omit<Outcome, "to"> & { error?: SmsErrorDetails & { message: string } };

function readRecord(record: string): readonly KeptOutcome[] {
  try {
    return JSON.parse(record) as readonly KeptOutcome[];
  } catch {
    throw new SmsError("The idempotency store holds a record that cannot be read; the message may have been sent.", {
      code: "config",
      mayHaveBeenSent: true,
    });
  }
}
