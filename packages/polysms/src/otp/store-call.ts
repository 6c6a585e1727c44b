import { SmsError, startDeadline } from "@polysms/core";
import type { StoreCall } from "../idempotency/store.ts";

/** How long a call waits for the store at most, in milliseconds. */
const STORE_TIMEOUT_MS = 5_000;

/** When waiting for the OTP store ends. */
export interface StoreLimits {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default, and at most, 5,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs one command of the OTP store within the limits, and gives it a signal. Rejects with an `SmsError` if the store
 * fails or is too slow; whether the command was carried out is not known then. After the signal the store is not asked.
 */
export async function askStore<Answer>(
  { signal, timeoutMs = STORE_TIMEOUT_MS }: StoreLimits,
  command: (call: StoreCall) => Promise<Answer>,
): Promise<Answer> {
  if (signal?.aborted) throw endedError(signal);
  const limitMs = Math.min(timeoutMs, STORE_TIMEOUT_MS);
  const deadline = startDeadline({ signal, timeoutMs: limitMs });
  try {
    return await deadline.within((async () => command({ signal: deadline.signal }))());
  } catch (cause) {
    if (deadline.ended() === undefined) throw storeError("failed", cause);
    if (deadline.ended() === "aborted" && signal !== undefined) throw endedError(signal);
    const when = signal?.aborted ? "before the call was out of time" : `within ${limitMs / 1_000} seconds`;
    throw storeError(`did not answer ${when}`);
  } finally {
    deadline.clear();
  }
}

/** The error of a store that failed. What it threw may hold anything, so it is only the cause. */
export function storeError(problem: string, cause?: unknown): SmsError {
  const message = `The OTP store ${problem}, so nothing was sent or approved.`;
  return new SmsError(message, { code: "config", mayHaveBeenSent: false, cause });
}

/** The call ended before the store was to blame. */
function endedError({ reason }: AbortSignal): SmsError {
  const isTimeout = (reason as { name?: unknown } | undefined)?.name === "TimeoutError";
  const message = `${isTimeout ? "Out of time" : "Aborted"} before the OTP store answered, so nothing was sent or approved.`;
  return new SmsError(message, { code: isTimeout ? "timeout" : "aborted", mayHaveBeenSent: false });
}
