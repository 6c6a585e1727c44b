import { pause } from "./wait.ts";

interface PollOptions<Found> {
  /**
   * Resolves to the result, or to `undefined` if there is none yet. `changed` is set after a change, not after the
   * interval.
   */
  poll(changed: boolean, signal: AbortSignal): Promise<Found | undefined>;
  /** Registers a function to call when there may be something new. Returns a function that unregisters it. */
  subscribe(changed: () => void): () => void;
  /** Milliseconds between two polls without a change. */
  readonly everyMs: number;
  /** Milliseconds until it gives up. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Polls at once, on every change and at an interval, until something is found, time is up or the signal fires. */
export async function pollUntil<Found extends object>(
  options: PollOptions<Found>,
): Promise<Found | "timeout" | "aborted"> {
  const { poll, subscribe, everyMs, timeoutMs, signal } = options;
  const ending = new AbortController();
  const end = () => ending.abort();
  const ended = new Promise<undefined>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let sleep = new AbortController();
  const wake = () => sleep.abort();
  const unsubscribe = subscribe(wake);
  const timer = setTimeout(end, timeoutMs);
  signal?.addEventListener("abort", end, { once: true });
  ending.signal.addEventListener("abort", wake, { once: true });
  if (signal?.aborted) end();
  try {
    while (!ending.signal.aborted) {
      const changed = sleep.signal.aborted;
      // Made before polling, so that a change in the meantime ends the sleep.
      sleep = new AbortController();
      const found = await Promise.race([poll(changed, ending.signal), ended]);
      if (found !== undefined) return found;
      await pause(ending.signal.aborted ? 0 : everyMs, sleep.signal);
    }
  } finally {
    clearTimeout(timer);
    unsubscribe();
    signal?.removeEventListener("abort", end);
  }
  return signal?.aborted ? "aborted" : "timeout";
}
