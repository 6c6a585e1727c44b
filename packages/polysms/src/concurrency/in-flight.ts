import { SmsError } from "@polysms/core";

/** Counts what is under way, and refuses what comes after it is closed. */
export interface Gate {
  /** Throws what `enter` would reject with. */
  assertOpen(): void;
  /** Runs the work, or rejects with an `SmsError` with code `aborted`, which proves that nothing was sent. */
  enter<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when everything that entered has ended. */
  close(): Promise<void>;
}

export function createGate(): Gate {
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  const assertOpen = () => {
    if (!closed) return;
    throw new SmsError("polysms: closed; nothing was sent.", { code: "aborted", certainty: "not-accepted" });
  };
  return {
    assertOpen,
    async enter(work) {
      assertOpen();
      const running = work();
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}
