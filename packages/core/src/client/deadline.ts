import { invalidInput } from "../error/sms-error.ts";

/** The longest time that `setTimeout` can wait, in milliseconds, about 24.8 days. A longer timer fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** When a call has to end. */
export interface DeadlineOptions {
  /** Ends the call early: `aborted`, or `timeout` if it is an `AbortSignal.timeout()`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from the call to the last byte of the answer. Default 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** The time limit of one call, started by {@link startDeadline}. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal fired, or `undefined` if it has not. */
  ended(): "timeout" | "aborted" | undefined;
  /** Settles like the promise, or rejects as soon as the deadline has passed. */
  within<Value>(promise: Promise<Value>): Promise<Value>;
  /** Stops the clock. Every deadline must be cleared. */
  clear(): void;
}

/** The time limit of a call that sets none, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Starts one clock over connection, headers and body of one call, joined with the caller's own signal. Throws an
 * `SmsError` with code `bad-request` if the time is not above 0 or the signal is not an `AbortSignal`.
 */
export function startDeadline({ signal, timeoutMs = DEFAULT_TIMEOUT_MS }: DeadlineOptions): Deadline {
  if (!(timeoutMs > 0)) throw invalidInput("timeoutMs", "must be a number of milliseconds above 0.");
  // AbortSignal.timeout and AbortSignal.any would do the same in less, but a signal that only they hold can be collected
  // before it fires.
  const controller = new AbortController();
  let reason: "timeout" | "aborted" | undefined;
  const waiting = new Set<(reason: unknown) => void>();
  const end = (why: "timeout" | "aborted") => {
    reason ??= why;
    controller.abort(new DOMException(why, why === "timeout" ? "TimeoutError" : "AbortError"));
    for (const reject of waiting) reject(controller.signal.reason);
  };
  // AbortSignal.timeout() is a clock of the caller, and gives a TimeoutError as its reason.
  const onAbort = () =>
    end((signal?.reason as { name?: unknown } | undefined)?.name === "TimeoutError" ? "timeout" : "aborted");
  const stopFollowing = follow(signal ?? undefined, onAbort);
  const timer = timeoutMs <= LONGEST_TIMER_MS ? setTimeout(() => end("timeout"), timeoutMs) : undefined;

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
      stopFollowing();
    },
  };
}

/**
 * Checks that a value is an `AbortSignal`, of any realm or polyfill. Throws an `SmsError` with code `bad-request` that
 * names the field.
 */
export function checkSignal(field: string, value: unknown): asserts value is AbortSignal {
  // Not by instanceof, which knows only the signals of its own realm.
  const { aborted, addEventListener } = Object(value) as Partial<AbortSignal>;
  if (typeof aborted === "boolean" && typeof addEventListener === "function") return;
  throw invalidInput(field, "must be an AbortSignal: the signal of a controller, not the controller.");
}

const followers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Listens to a signal until the returned function is called. All followers of a signal share one listener, because Node
 * warns of more than ten.
 */
function follow(signal: AbortSignal | undefined, onAbort: () => void): () => void {
  if (signal === undefined) return () => {};
  checkSignal("signal", signal);
  if (signal.aborted) onAbort();
  let all = followers.get(signal);
  if (all === undefined) {
    all = new Set();
    followers.set(signal, all);
    signal.addEventListener("abort", notifyFollowers);
  }
  all.add(onAbort);
  return () => {
    if (!all.delete(onAbort) || all.size > 0) return;
    followers.delete(signal);
    signal.removeEventListener("abort", notifyFollowers);
  };
}

function notifyFollowers(event: Event): void {
  for (const onAbort of followers.get(event.target as AbortSignal) ?? []) onAbort();
}
