import { DEFAULT_TIMEOUT_MS, type E164, invalidInput, isSmsError, type Outcome, SmsError } from "@polysms/core";
import type { StoreLimits } from "../concurrency/ask-store.ts";
import { pause } from "../concurrency/wait.ts";
import type { KeyedHash } from "../hashing/keyed-hash.ts";
import { rejectionPolicy } from "../routing/rejection-policy.ts";
import type { Claims, Obstacle } from "../sending/claims.ts";
import { maskedOutcome } from "../sending/outcomes.ts";
import type { KeyedMessage } from "../sending/pipeline.ts";
import { fromRecord, toRecord } from "./outcome-record.ts";
import type { IdempotencyStore, KeyState, StoreKey } from "./store.ts";
import { askStore, attemptStore, reserveKey } from "./store-call.ts";

export interface ClaimsContext {
  readonly store: IdempotencyStore;
  readonly hash: KeyedHash;
  /** What is known by now of an outcome that was unknown. */
  readonly reconcile: (outcome: Outcome) => Promise<Outcome>;
}

/** A finished message replays its outcome for a day. */
const KEEP_MS = 24 * 60 * 60 * 1_000;
/** What is allowed for the store on top of the longest request. */
const GRACE_MS = 1_000;
const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 1_000;

/** The claims of one call. `fingerprint` is the same for the same message and no other. */
export function createClaims(
  { key, to: recipients, reference, scope, limits }: KeyedMessage,
  fingerprint: string,
  { store, hash, reconcile }: ClaimsContext,
): Claims {
  const group = scope?.group;
  const keepMs = scope?.keepMs ?? KEEP_MS;
  const isList = new Set(recipients).size > 1;
  const held = new Map<E164, string>();
  /** What another call had when this one wanted to claim it: `find` waits for that call, even if the store fails now. */
  const busy = new Map<E164, KeyState>();
  let reservations = 0;
  let isListChecked = !isList;

  /** A single recipient has the caller's key; each recipient of a list has a key of its own beside it. */
  const keyOf = (to: E164): StoreKey => ({ name: isList ? `${key}.${hash("recipient", key, to)}` : key, group });
  const newMark = () => `${fingerprint}.${reference}.${reservations++}`;
  // Not cut off by an abort: an outcome must not say that nobody took the message before the store has been asked.
  const asking: StoreLimits = { timeoutMs: limits.timeoutMs };
  const find = (to: E164) => askStore(asking, (call) => store.find(keyOf(to), call));

  const keep = (to: E164, mark: string, outcome: Outcome) =>
    attemptStore(limits, (call) =>
      store.finalize(
        keyOf(to),
        mark,
        toRecord(outcome),
        outcome.status === "unknown" ? "until-forgotten" : keepMs,
        call,
      ),
    );

  /** The outcome behind a key that another call has used, or `undefined` if it has been freed. */
  const outcomeOf = async (to: E164, state: KeyState | undefined): Promise<Outcome | undefined> => {
    const known = state?.state === "pending" ? await waitFor(to, state) : state;
    if (known === undefined) return undefined;
    assertSame(known.mark, fingerprint);
    const outcome = known.state === "done" ? fromRecord(known.record, to) : unfinished(to, referenceIn(known.mark));
    if (outcome.status !== "unknown") return outcome;
    const settled = await reconcileWithin(outcome, limits, reconcile);
    if (settled.status !== "unknown") await keep(to, known.mark, settled);
    return settled;
  };

  /** Waits as long as the other call may still be at it, or until this call has to end. Age frees nothing. */
  const waitFor = async (
    to: E164,
    pending: KeyState & { readonly state: "pending" },
  ): Promise<KeyState | undefined> => {
    assertSame(pending.mark, fingerprint);
    let state: KeyState | undefined = pending;
    let left = (limits.timeoutMs ?? DEFAULT_TIMEOUT_MS) + GRACE_MS - pending.ageMs;
    for (
      let wait = FIRST_POLL_MS;
      state?.state === "pending" && left > 0;
      wait = Math.min(wait * 1.5, LONGEST_POLL_MS)
    ) {
      await pause(Math.min(wait, left), limits.signal);
      if (limits.signal?.aborted) return state;
      left -= wait;
      try {
        state = await find(to);
      } catch {
        // The other call may still have sent it, so this must not end as a failure before anything was sent.
        return state;
      }
    }
    return state;
  };

  const reserve = async (to: E164, isAgain = false): Promise<Obstacle | undefined> => {
    if (held.has(to)) return undefined;
    busy.delete(to);
    const mark = newMark();
    const reservation = await reserveKey(store, keyOf(to), mark, asking);
    if (reservation.state === "done") return outcomeOf(to, reservation);
    if (reservation.state === "reserved") {
      held.set(to, mark);
      return undefined;
    }
    assertSame(reservation.mark, fingerprint);
    if (referenceIn(reservation.mark) === reference && !isAgain) {
      // This call gave the key back and the store did not do it: nobody else would.
      await attemptStore(limits, (call) => store.release(keyOf(to), reservation.mark, call));
      return reserve(to, true);
    }
    busy.set(to, reservation);
    return "busy";
  };

  /** A list has a key for itself as well, by which another message under the same key is recognised. */
  const checkList = async () => {
    const head: StoreKey = { name: key, group };
    const known = await askStore(asking, (call) => store.find(head, call));
    if (known !== undefined) return assertSame(known.mark, fingerprint);
    const mark = newMark();
    const reservation = await reserveKey(store, head, mark, asking);
    if (reservation.state !== "reserved") return assertSame(reservation.mark, fingerprint);
    await attemptStore(limits, (call) => store.finalize(head, mark, "list", "until-forgotten", call));
  };

  return {
    async find(to) {
      // Once is enough, and later a store that fails must not hide the outcomes of those that were sent to.
      if (!isListChecked) await checkList();
      isListChecked = true;
      return collect(to, async (each) => outcomeOf(each, busy.get(each) ?? (await find(each))));
    },
    reserve: (to) => collect(to, (each) => reserve(each)),
    async settle(outcomes) {
      await Promise.all(
        outcomes.map(async (outcome) => {
          const mark = held.get(outcome.to);
          if (mark === undefined) return;
          if (leavesKeyFree(outcome)) return release(outcome.to);
          held.delete(outcome.to);
          await keep(outcome.to, mark, outcome);
        }),
      );
    },
  };

  async function release(to: E164): Promise<void> {
    const mark = held.get(to);
    if (mark === undefined) return;
    held.delete(to);
    await attemptStore(limits, (call) => store.release(keyOf(to), mark, call));
  }
}

async function collect<Answer>(
  to: readonly E164[],
  work: (to: E164) => Promise<Answer | undefined>,
): Promise<ReadonlyMap<E164, Answer | SmsError>> {
  const answers = new Map<E164, Answer | SmsError>();
  await Promise.all(
    to.map(async (each) => {
      try {
        const answer = await work(each);
        if (answer !== undefined) answers.set(each, answer);
      } catch (error) {
        if (!isSmsError(error)) throw error;
        answers.set(each, error);
      }
    }),
  );
  return answers;
}

/** The outcome as it is known by now, or as it was if that cannot be found out soon: a failing store proves nothing. */
async function reconcileWithin(
  outcome: Outcome,
  limits: StoreLimits,
  reconcile: ClaimsContext["reconcile"],
): Promise<Outcome> {
  let known = outcome;
  await attemptStore(limits, async () => {
    known = await reconcile(outcome);
  });
  return known;
}

/** Proven that nobody took it, and for a reason that has nothing to do with the message. */
function leavesKeyFree(outcome: Outcome): boolean {
  if (outcome.status !== "rejected") return outcome.status === "skipped";
  const { code } = outcome.error;
  return code === "aborted" || rejectionPolicy[code].failover;
}

function assertSame(mark: string, fingerprint: string): void {
  if (mark.split(".")[0] === fingerprint) return;
  throw invalidInput("idempotencyKey", "was used for another message; use a new key for each message.");
}

function referenceIn(mark: string): string {
  return mark.split(".")[1] ?? "";
}

function unfinished(to: E164, reference: string): Outcome {
  const error = new SmsError("An earlier call with this key did not finish, so it may have sent the message.", {
    code: "aborted",
    mayHaveBeenSent: true,
    hint: "Find out what became of it, then use a new key.",
  });
  return maskedOutcome({ status: "unknown", to, reference, provider: "", error, attempts: [], replayed: true });
}
