import { SmsError, startDeadline } from "@polysms/core";

/** How long a call waits for a store at most, in milliseconds. */
const STORE_TIMEOUT_MS = 5_000;

/** When waiting for a store ends. */
export interface StoreLimits {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default, and at most, 5,000. */
  readonly timeoutMs?: number | undefined;
}

interface StoreAccess {
  /**
   * Runs one command of the store within the limits, and gives it a signal. Rejects with an `SmsError` if the store fails
   * or is too slow; whether the command was carried out is not known then. After the signal the store is not asked.
   */
  ask<Answer>(
    limits: StoreLimits,
    command: (call: { readonly signal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer>;
  /** The error of a store that failed. What it threw may hold anything, so it is only the cause. */
  error(problem: string, cause?: unknown): SmsError;
}

/** How the errors of a store read: `name` is what it is called, `consequence` what its failure means. */
export function storeAccess(name: string, consequence: string): StoreAccess {
  const error = (problem: string, cause?: unknown) =>
    new SmsError(`The ${name} ${problem}, so ${consequence}.`, {
      code: "config",
      mayHaveBeenSent: false,
      cause,
      hint: cause === undefined ? undefined : "error.cause is what the store threw.",
    });
  // The call ended before the store was to blame.
  const endedError = ({ reason }: AbortSignal) => {
    const isTimeout = (reason as { name?: unknown } | undefined)?.name === "TimeoutError";
    const message = `${isTimeout ? "Out of time" : "Aborted"} before the ${name} answered, so ${consequence}.`;
    return new SmsError(message, { code: isTimeout ? "timeout" : "aborted", mayHaveBeenSent: false });
  };
  return {
    error,
    async ask({ signal, timeoutMs = STORE_TIMEOUT_MS }, command) {
      if (signal?.aborted) throw endedError(signal);
      const limitMs = Math.min(timeoutMs, STORE_TIMEOUT_MS);
      const deadline = startDeadline({ signal, timeoutMs: limitMs });
      try {
        return await deadline.within((async () => command({ signal: deadline.signal }))());
      } catch (cause) {
        if (deadline.ended() === undefined) throw error("failed", cause);
        if (deadline.ended() === "aborted" && signal !== undefined) throw endedError(signal);
        const when = signal?.aborted ? "before the call was out of time" : `within ${limitMs / 1_000} seconds`;
        throw error(`did not answer ${when}`);
      } finally {
        deadline.clear();
      }
    },
  };
}
