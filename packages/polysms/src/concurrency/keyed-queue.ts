import { settlesWithin } from "./wait.ts";

/** Runs work under a key after all work that was given under the same key before; other keys are not waited for. */
export type KeyedQueue = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** With a limit, work that does not end holds up what comes after it for so many milliseconds, and not for good. */
export function createKeyedQueue(longestMs?: number): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();
  const ended = (work: Promise<unknown>) =>
    longestMs === undefined ? work.catch(() => {}) : settlesWithin(longestMs, work);
  return async (key, work) => {
    const before = last.get(key);
    const turn = before === undefined ? work() : ended(before).then(work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
