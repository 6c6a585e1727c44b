import type { SendReport } from "@polysms/core";

export interface EarlyReportsOptions {
  /** Milliseconds that a report waits for its send at most. */
  readonly holdMs: number;
  /** Reports that wait at the same time at most; those beyond go on at once. None is ever dropped. */
  readonly maximumHeld?: number | undefined;
}

/** A provider can report on a message before it has answered the request that sent it. */
export interface EarlyReports {
  /** Runs a send, and knows the ids it gave before anybody else does. */
  during(provider: string, send: () => Promise<SendReport>): Promise<SendReport>;
  /** Takes note of an id that a send gave. */
  known(provider: string, id: string): void;
  /** Resolves when the id is known, or cannot become so: every send that was under way has ended, or time is up. */
  settled(provider: string, id: string): Promise<void>;
}

interface Held {
  readonly key: string;
  readonly sends: Set<symbol>;
  release(): void;
}

const REMEMBERED_IDS = 10_000;

export function createEarlyReports({ holdMs, maximumHeld = 1_000 }: EarlyReportsOptions): EarlyReports {
  const underWay = new Map<string, Set<symbol>>();
  const ids = new Set<string>();
  const held = new Set<Held>();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const known = (provider: string, id: string) => {
    const key = keyOf(provider, id);
    ids.delete(key);
    ids.add(key);
    const [oldest] = ids;
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
    for (const one of held) if (one.key === key) one.release();
  };
  const begin = (provider: string) => {
    const sends = underWay.get(provider) ?? new Set();
    const send = Symbol(provider);
    underWay.set(provider, sends.add(send));
    return () => {
      sends.delete(send);
      for (const one of held) if (one.sends.delete(send) && one.sends.size === 0) one.release();
    };
  };

  return {
    known,
    async during(provider, send) {
      const end = begin(provider);
      try {
        const report = await send();
        for (const verdict of report.verdicts) if (verdict.verdict === "accepted") known(provider, verdict.id);
        return report;
      } finally {
        end();
      }
    },
    settled(provider, id) {
      const key = keyOf(provider, id);
      const sends = new Set(underWay.get(provider));
      if (sends.size === 0 || ids.has(key) || held.size >= maximumHeld) return Promise.resolve();
      return new Promise((resolve) => {
        const one: Held = {
          key,
          sends,
          release() {
            clearTimeout(timer);
            held.delete(one);
            resolve();
          },
        };
        const timer = setTimeout(() => one.release(), holdMs);
        held.add(one);
      });
    },
  };
}
