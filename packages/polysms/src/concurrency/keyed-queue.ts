import { settlesWithin } from "./wait.ts";

/** Runs work after all earlier work with the same key. Other keys are not waited for. */
type KeyedQueue = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** With `maxWaitMs`, work that does not settle holds up the next one for at most that many milliseconds. */
export function createKeyedQueue(maxWaitMs?: number): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();
  const settled = (work: Promise<unknown>) =>
    maxWaitMs === undefined ? work.catch(() => {}) : settlesWithin(maxWaitMs, work);
  return async (key, work) => {
    const previous = last.get(key);
    const result = previous === undefined ? work() : settled(previous).then(work);
    last.set(key, result);
    try {
      return await result;
    } finally {
      if (last.get(key) === result) last.delete(key);
    }
  };
}
