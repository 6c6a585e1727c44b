import { invalidInput } from "./sms-error.ts";

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
  const end = (why: "timeout" | "aborted") => {
    reason ??= why;
    controller.abort(new DOMException(why, why === "timeout" ? "TimeoutError" : "AbortError"));
  };
  // AbortSignal.timeout() is the caller's clock, and says so in its reason.
  const onAbort = () =>
    end((signal?.reason as { name?: unknown } | undefined)?.name === "TimeoutError" ? "timeout" : "aborted");
  const timer = timeoutMs <= LONGEST_MS ? setTimeout(() => end("timeout"), timeoutMs) : undefined;
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });

  return {
    signal: controller.signal,
    ended: () => reason,
    within: (promise) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(controller.signal.reason);
        if (controller.signal.aborted) fail();
        controller.signal.addEventListener("abort", fail, { once: true });
        promise.then(resolve, reject).finally(() => controller.signal.removeEventListener("abort", fail));
      }),
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
