import { invalidInput, type Outcome, SmsError, startDeadline } from "@polysms/core";
import { settlesWithin } from "../concurrency/wait.ts";
import { maskedOutcome } from "../sending/outcomes.ts";
import type { KeyedMessage, KeyedSend, SendOnce } from "../sending/pipeline.ts";
import { type ClaimsContext, createClaims } from "./claims.ts";

/** Milliseconds that a call which has ended waits for the store. */
const GRACE_MS = 100;

/** A send that callers of this process share because they use the same key. */
interface SharedSend {
  readonly fingerprint: string;
  readonly reference: string;
  readonly outcomes: Promise<Outcome[]>;
  /** Ends the send. Only the last caller that leaves may do so. */
  readonly end: (reason: unknown) => void;
  callers: number;
}

/**
 * Sends once per key: the same key and message gets the outcomes of the first call, another message throws. A key is used
 * up by a message that was taken, may have been taken or will never be taken; a rejection that is about the provider, and
 * not about the message, leaves it free. A caller that aborts leaves, and the send goes on for the others.
 */
export function createSendOnce(context: ClaimsContext): SendOnce {
  const running = new Map<string, SharedSend>();
  return async (message, send) => {
    const { key } = message;
    const fingerprint = fingerprintOf(message, context);
    const other = running.get(key);
    if (other !== undefined) {
      if (other.fingerprint !== fingerprint) {
        throw invalidInput("idempotencyKey", "was used for another message; use a new key for each message.");
      }
      return (await waitAsCaller(other, message)).map((outcome) => maskedOutcome({ ...outcome, replayed: true }));
    }
    const forget = () => {
      if (running.get(key) === shared) running.delete(key);
    };
    const shared = start(message, fingerprint, send, context, forget);
    running.set(key, shared);
    shared.outcomes.then(forget, forget);
    return waitAsCaller(shared, message);
  };
}

function start(
  message: KeyedMessage,
  fingerprint: string,
  send: KeyedSend,
  context: ClaimsContext,
  forget: () => void,
): SharedSend {
  const controller = new AbortController();
  const { signal } = controller;
  const { timeoutMs } = message.limits;
  const claims = createClaims({ ...message, limits: { signal, timeoutMs } }, fingerprint, context);
  return {
    fingerprint,
    reference: message.reference,
    outcomes: send(claims, signal),
    end(reason) {
      // A caller that comes now must not share a send that is ending.
      forget();
      controller.abort(reason);
    },
    callers: 0,
  };
}

/** Waits for a shared send, up to this caller's own abort or time limit. */
async function waitAsCaller(shared: SharedSend, { to, limits, totalTimeoutMs }: KeyedMessage): Promise<Outcome[]> {
  shared.callers += 1;
  const { signal } = limits;
  if (signal === undefined && totalTimeoutMs === undefined) return shared.outcomes;
  const deadline = startDeadline({ signal, timeoutMs: totalTimeoutMs ?? Number.POSITIVE_INFINITY });
  try {
    return await deadline.within(shared.outcomes);
  } catch (error) {
    const ended = deadline.ended();
    if (ended === undefined || error !== deadline.signal.reason) throw error;
    shared.callers -= 1;
    if (shared.callers === 0) {
      shared.end(deadline.signal.reason);
      // What is in flight is cut off, so only a slow store can keep the outcomes back.
      if (await settlesWithin(GRACE_MS, shared.outcomes)) return await shared.outcomes;
    }
    return to.map((each) => leftEarly(each, shared.reference, ended));
  } finally {
    deadline.clear();
  }
}

/** This caller has left before the outcome was known: others may still send the message, or an earlier call has. */
function leftEarly(to: Outcome["to"], reference: string, ended: "aborted" | "timeout"): Outcome {
  const why = ended === "timeout" ? "Out of time" : "Aborted";
  const error = new SmsError(`${why} before it was known what became of the message of this key.`, {
    code: ended,
    mayHaveBeenSent: true,
    hint: "Call again with the same key to get its outcome.",
  });
  return maskedOutcome({ status: "unknown", to, reference, provider: "", error, attempts: [] });
}

function fingerprintOf({ payload }: KeyedMessage, { hash }: ClaimsContext): string {
  return hash("message", JSON.stringify({ ...payload, options: sorted(payload.options) }));
}

// Our own fields come in one order; the order in which a caller writes the options does not make another message.
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
