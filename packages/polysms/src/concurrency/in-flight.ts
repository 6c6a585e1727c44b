import { SmsError } from "@polysms/core";

/** Counts what is under way, and refuses what comes after it is closed. */
export interface InFlight {
  /** Throws what `enter` would reject with. */
  assertOpen(): void;
  /** Runs the work, or rejects with an `SmsError` with code `aborted`, which proves that nothing was sent. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when everything that entered has ended. */
  drain(): Promise<void>;
}

export function createInFlight(): InFlight {
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  const assertOpen = () => {
    if (!closed) return;
    throw new SmsError("polysms: closed; nothing was sent.", { code: "aborted", mayHaveBeenSent: false });
  };
  return {
    assertOpen,
    async run(work) {
      assertOpen();
      const running = work();
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    async drain() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}
