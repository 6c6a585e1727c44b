const LONGEST_MS = 2 ** 31 - 1; // A longer timer fires at once.

/** Waits, or returns at once when the signal fires. Never rejects: what an abort means is the caller's matter. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; left > 0 && signal?.aborted !== true; left -= LONGEST_MS) {
    await nap(Math.min(left, LONGEST_MS), signal);
  }
}

function nap(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}
