import { pause } from "./wait.ts";

export interface LookOptions<Seen> {
  /** What there is to see, or nothing yet; `changed` when a change was the occasion, and not the clock. */
  look(changed: boolean, signal: AbortSignal): Promise<Seen | undefined>;
  /** Arranges to be called when there may be something new. Returns the way to stop it. */
  subscribe(changed: () => void): () => void;
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at once, on every change and every so often, until something is seen or it has to stop. */
export async function pollUntil<Seen extends object>(
  options: LookOptions<Seen>,
): Promise<Seen | "timeout" | "aborted"> {
  const { look, subscribe, everyMs, timeoutMs, signal } = options;
  const ending = new AbortController();
  const end = () => ending.abort();
  const ended = new Promise<undefined>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let nap = new AbortController();
  const wake = () => nap.abort();
  const unsubscribe = subscribe(wake);
  const timer = setTimeout(end, timeoutMs);
  signal?.addEventListener("abort", end, { once: true });
  ending.signal.addEventListener("abort", wake, { once: true });
  if (signal?.aborted) end();
  try {
    while (!ending.signal.aborted) {
      const changed = nap.signal.aborted;
      // Made before looking, so that a change meanwhile is not slept through.
      nap = new AbortController();
      const seen = await Promise.race([look(changed, ending.signal), ended]);
      if (seen !== undefined) return seen;
      await pause(ending.signal.aborted ? 0 : everyMs, nap.signal);
    }
  } finally {
    clearTimeout(timer);
    unsubscribe();
    signal?.removeEventListener("abort", end);
  }
  return signal?.aborted ? "aborted" : "timeout";
}
