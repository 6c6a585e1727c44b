import { type CallOptions, type ErrorCode, invalidInput, SmsError } from "@polysms/core";
import type { ReportStore } from "./report-store.ts";

/** How long a call of the store may take, in milliseconds, if the caller allows that much. */
export const STORE_LIMIT_MS = 5_000;

const METHODS = ["advance", "claim", "confirm", "tie", "find", "findByReference"] as const;

/** One call of the store, which should stop waiting when the signal fires. */
type StoreWork<Answer> = (call: { readonly signal: AbortSignal }) => Answer | Promise<Answer>;

/**
 * Runs calls of the store within one caller's limits. Rejects with an `SmsError`: `aborted` or `timeout` if the caller's
 * own limit ended it, `config` if the store failed or did not answer within 5 seconds.
 */
export type LimitedStore = <Answer>(work: StoreWork<Answer>) => Promise<Answer>;

/** The time limit of `timeoutMs` starts now. */
export function limitStore({ signal, timeoutMs = Number.POSITIVE_INFINITY }: CallOptions = {}): LimitedStore {
  const end = performance.now() + timeoutMs;
  return async (work) => {
    if (signal?.aborted) throw aborted();
    const ending = new AbortController();
    const answer = run(work, ending.signal);
    // A store in memory answers at once, and needs no timer.
    if (!isThenable(answer)) return answer;
    let stop: (error: SmsError) => void = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = (error) => {
        reject(error);
        ending.abort();
      };
    });
    const left = Math.max(0, end - performance.now());
    const late = left < STORE_LIMIT_MS ? tooLate("timeout", timeoutMs) : tooLate("config", STORE_LIMIT_MS);
    const timer = setTimeout(() => stop(late()), Math.min(left, STORE_LIMIT_MS));
    const abort = () => stop(aborted());
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([Promise.resolve(answer).catch(rethrow), stopped]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  };
}

function run<Answer>(work: StoreWork<Answer>, signal: AbortSignal): Answer | Promise<Answer> {
  try {
    return work({ signal });
  } catch (cause) {
    return rethrow(cause);
  }
}

function isThenable<Answer>(answer: Answer | Promise<Answer>): answer is Promise<Answer> {
  return typeof (answer as { then?: unknown } | undefined)?.then === "function";
}

const own = new WeakSet<object>();

/** Whether this file made the error, and not a store. */
export function isStoreError(error: unknown): error is SmsError {
  return typeof error === "object" && error !== null && own.has(error);
}

function rethrow(cause: unknown): never {
  throw isStoreError(cause) ? cause : storeError("config", "The report store failed.", cause);
}

function aborted(): SmsError {
  return storeError("aborted", "Asking the report store was aborted.");
}

function tooLate(code: "timeout" | "config", ms: number): () => SmsError {
  return () => storeError(code, `The report store did not answer within ${ms} ms.`);
}

function storeError(code: ErrorCode, message: string, cause?: unknown): SmsError {
  const error = new SmsError(message, { code, mayHaveBeenSent: true, cause });
  own.add(error);
  return error;
}

/** Returns the store, or throws an `SmsError` with code `config` that names the method it lacks. */
export function checkReportStore(store: ReportStore): ReportStore {
  const wrong = (problem: string) => invalidInput("stores.reports", problem, { code: "config" });
  if (typeof store !== "object" || store === null) throw wrong("must be a report store.");
  const missing = METHODS.find((name) => typeof store[name] !== "function");
  if (missing !== undefined) throw wrong(`has no method ${missing}; it needs ${METHODS.join(", ")}.`);
  return store;
}
