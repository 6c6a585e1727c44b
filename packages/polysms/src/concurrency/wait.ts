import { LONGEST_TIMER_MS } from "@polysms/core";

/** Waits so many milliseconds, or until the signal fires. Never rejects: the caller decides what an abort means. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; left > 0 && signal?.aborted !== true; left -= LONGEST_TIMER_MS) {
    await pauseOnce(Math.min(left, LONGEST_TIMER_MS), signal);
  }
}

function pauseOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
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

/** Whether the work settles within so many milliseconds, whatever its result. Does not stop the work. */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = () => true;
  const inTime = await Promise.race([work.then(done, done), late]);
  clearTimeout(timer);
  return inTime;
}
