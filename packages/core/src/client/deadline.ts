import { invalidInput } from "../error/sms-error.ts";

const LONGEST_MS = 2 ** 31 - 1; // A longer timer fires at once.

export interface DeadlineOptions {
  /** Ends the call early: `aborted`, or `timeout` if it is an `AbortSignal.timeout()`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from the call to the last byte of the answer; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal fired, or `undefined` while it has not. */
  ended(): "timeout" | "aborted" | undefined;
  /** Settles like the promise, or rejects as soon as the deadline has passed. */
  within<Value>(promise: Promise<Value>): Promise<Value>;
  /** Stops the clock; every deadline must be cleared. */
  clear(): void;
}

export const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * One clock over connection, headers and body of one call, joined with the caller's own signal. AbortSignal.timeout and
 * AbortSignal.any would do the same in less, but a signal that only they hold can be collected before it fires.
 */
export function startDeadline({ signal, timeoutMs = DEFAULT_TIMEOUT_MS }: DeadlineOptions): Deadline {
  if (!(timeoutMs > 0)) throw invalidInput("timeoutMs", "must be a number of milliseconds above 0.");
  const controller = new AbortController();
  let reason: "timeout" | "aborted" | undefined;
  const waiting = new Set<(reason: unknown) => void>();
  const end = (why: "timeout" | "aborted") => {
    reason ??= why;
    controller.abort(new DOMException(why, why === "timeout" ? "TimeoutError" : "AbortError"));
    for (const reject of waiting) reject(controller.signal.reason);
  };
  // AbortSignal.timeout() is the caller's clock, and says so in its reason.
  const onAbort = () =>
    end((signal?.reason as { name?: unknown } | undefined)?.name === "TimeoutError" ? "timeout" : "aborted");
  const unfollow = follow(signal ?? undefined, onAbort);
  const timer = timeoutMs <= LONGEST_MS ? setTimeout(() => end("timeout"), timeoutMs) : undefined;

  return {
    signal: controller.signal,
    ended: () => reason,
    within: (promise) =>
      new Promise((resolve, reject) => {
        if (reason !== undefined) reject(controller.signal.reason);
        waiting.add(reject);
        promise.then(resolve, reject).then(() => waiting.delete(reject));
      }),
    clear() {
      clearTimeout(timer);
      unfollow();
    },
  };
}

const followers = new WeakMap<AbortSignal, Set<() => void>>();

/** Listens until told otherwise: one listener for all that follow a signal, because Node warns of more than ten. */
function follow(signal: AbortSignal | undefined, onAbort: () => void): () => void {
  if (signal === undefined) return () => {};
  // Known by what it does: a signal may come from another realm.
  if (typeof signal.addEventListener !== "function" || typeof signal.aborted !== "boolean") {
    throw invalidInput("signal", "must be an AbortSignal: the signal of a controller, not the controller.");
  }
  if (signal.aborted) onAbort();
  let all = followers.get(signal);
  if (all === undefined) {
    all = new Set();
    followers.set(signal, all);
    signal.addEventListener("abort", tell);
  }
  all.add(onAbort);
  return () => {
    if (!all.delete(onAbort) || all.size > 0) return;
    followers.delete(signal);
    signal.removeEventListener("abort", tell);
  };
}

function tell(event: Event): void {
  for (const onAbort of followers.get(event.target as AbortSignal) ?? []) onAbort();
}
