import { LONGEST_TIMER_MS, SmsError } from "@polysms/core";
import type { IdempotencyStore, Reservation, StoreCall, StoreKey } from "./store.ts";

/** How long a call waits for a store at most, in milliseconds. */
const STORE_TIMEOUT_MS = 5_000;

/** When waiting for a store ends. */
export interface StoreLimits {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default, and at most, 5,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs one command of a store within the limits, and gives it a signal. Rejects with an `SmsError` if the store fails or
 * is too slow; whether the command was carried out is not known then.
 */
export async function askStore<Answer>(
  { signal, timeoutMs = STORE_TIMEOUT_MS }: StoreLimits,
  command: (call: StoreCall) => Promise<Answer>,
): Promise<Answer> {
  const limitMs = Math.min(timeoutMs, STORE_TIMEOUT_MS, LONGEST_TIMER_MS);
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    const end = (error: SmsError) => {
      reject(error);
      controller.abort(error);
    };
    timer = setTimeout(() => end(failed(`did not answer within ${limitMs / 1_000} seconds`)), limitMs);
    onAbort = () => end(endedError(signal));
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
  });
  const answer = (async () => command({ signal: controller.signal }))().catch((cause: unknown) => {
    throw failed("failed", cause);
  });
  // The one that loses the race must not become an unhandled rejection.
  answer.catch(() => {});
  ended.catch(() => {});
  try {
    return await Promise.race([answer, ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
  }
}

/**
 * Reserves a key. A lost answer is asked for again under the same mark; if that fails as well, the reservation is given
 * back as far as possible, and it rejects with an `SmsError`: nothing was sent.
 */
export async function reserveKey(
  store: IdempotencyStore,
  key: StoreKey,
  mark: string,
  limits: StoreLimits,
): Promise<Reservation> {
  const commands: Promise<unknown>[] = [];
  const reserve = () =>
    askStore(limits, (call) => {
      const command = (async () => store.reserve(key, mark, call))();
      commands.push(command);
      return command;
    });
  try {
    return await reserve().catch((error: SmsError) => {
      // Only a store that answered with a failure is asked again: the others have used up the time.
      if (error.cause === undefined || limits.signal?.aborted) throw error;
      return reserve();
    });
  } catch (error) {
    // A command may still be carried out, and nobody would ever finish its reservation.
    const release = () => ignoreFailure(askStore({}, (call) => store.release(key, mark, call)));
    void Promise.allSettled(commands).then(release);
    throw error;
  }
}

/**
 * Waits for a command no longer than the limits allow, and ignores its failure; the command itself goes on. A store that
 * answered with a failure is asked once more.
 */
export async function attemptStore(
  { signal }: StoreLimits,
  command: (call: StoreCall) => Promise<unknown>,
): Promise<void> {
  const done = ignoreFailure(
    askStore({}, command).catch((error: SmsError) => (error.cause === undefined ? undefined : askStore({}, command))),
  );
  if (signal === undefined) return done;
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    void done.then(end);
  });
}

async function ignoreFailure(work: Promise<unknown>): Promise<void> {
  await work.then(
    () => {},
    () => {},
  );
}

function endedError(signal: AbortSignal | undefined): SmsError {
  const isTimeout = (signal?.reason as { name?: unknown } | undefined)?.name === "TimeoutError";
  const message = `${isTimeout ? "Out of time" : "Aborted"} before the idempotency store answered, so nothing was sent.`;
  return new SmsError(message, { code: isTimeout ? "timeout" : "aborted", mayHaveBeenSent: false });
}

function failed(problem: string, cause?: unknown): SmsError {
  const message = `The idempotency store ${problem}, so nothing was sent.`;
  return new SmsError(message, { code: "config", mayHaveBeenSent: false, cause });
}
