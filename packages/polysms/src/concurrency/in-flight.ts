import { SmsError } from "@polysms/core";

/** Counts the calls that are running, and rejects new ones after `drain`. */
export interface InFlight {
  /** Throws what `run` would reject with. */
  assertOpen(): void;
  /** Runs the work. After `drain` it rejects with an `SmsError` with code `aborted`: proof that nothing was sent. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Accepts no more work, and resolves when everything that is running has settled. */
  drain(): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  let drained = false;
  const assertOpen = () => {
    if (!drained) return;
    throw new SmsError("polysms: closed; nothing was sent.", { code: "aborted", mayHaveBeenSent: false });
  };
  return {
    assertOpen,
    async run(work) {
      assertOpen();
      const result = work();
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    async drain() {
      drained = true;
      await Promise.allSettled(running);
    },
  };
}
