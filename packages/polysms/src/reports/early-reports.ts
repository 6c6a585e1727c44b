import type { SendReport } from "@polysms/core";
import type { Delivery } from "./delivery-event.ts";

export interface EarlyReportsOptions {
  /** Milliseconds that a report waits at most. */
  readonly holdMs: number;
  /** Reports that wait at the same time at most; those beyond go on at once. None is ever dropped. */
  readonly maximumHeld?: number | undefined;
}

/** A provider can report on a message before the caller knows that it was sent. */
export interface EarlyReports {
  /**
   * Runs a whole call, under the reference that its messages bear. What is reported on them meanwhile waits until the
   * code that awaits the call has gone on to its own next wait.
   */
  during<Result>(reference: string, call: () => Promise<Result>): Promise<Result>;
  /** Runs one request of a call, and learns the ids that the provider gives. */
  sending(provider: string, reference: string | undefined, send: () => Promise<SendReport>): Promise<SendReport>;
  /** Resolves when no call is under way that the report may be about, or when time is up. */
  settled(report: Pick<Delivery, "provider" | "id" | "reference">): Promise<void>;
}

/** Requests without a reference have one of their own, which no report brings along. */
type Reference = string | symbol;

interface Call {
  /** The providers that it has asked. */
  readonly asked: Set<string>;
  parts: number;
}

interface Held {
  readonly key: string;
  waitsFor: Set<Call>;
  release(): void;
}

/** So many ids of the latest are remembered at least, and twice as many at most. */
const REMEMBERED_IDS = 10_000;

export function createEarlyReports({ holdMs, maximumHeld = 1_000 }: EarlyReportsOptions): EarlyReports {
  const calls = new Map<Reference, Call>();
  // The older half goes at once: a Map whose first entries are taken out one by one gets slow.
  let owners = new Map<string, Reference>();
  let olderOwners = owners;
  const held = new Set<Held>();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const begin = (reference: Reference) => {
    const call = calls.get(reference) ?? { asked: new Set(), parts: 0 };
    call.parts += 1;
    calls.set(reference, call);
    return call;
  };
  const end = (reference: Reference, call: Call) => {
    call.parts -= 1;
    if (call.parts > 0) return;
    calls.delete(reference);
    for (const one of held) if (one.waitsFor.delete(call) && one.waitsFor.size === 0) one.release();
  };
  const learn = (key: string, reference: Reference, call: Call) => {
    if (owners.size === REMEMBERED_IDS) {
      olderOwners = owners;
      owners = new Map();
    }
    owners.set(key, reference);
    for (const one of held) if (one.key === key) one.waitsFor = new Set([call]);
  };
  const candidates = (key: string, provider: string, reference: string | undefined): Call[] => {
    const owner = owners.get(key) ?? olderOwners.get(key);
    for (const known of [reference, owner]) {
      const call = known === undefined ? undefined : calls.get(known);
      if (call !== undefined) return [call];
    }
    // A reference that no call has may be one of the user's, in a URL that serves for many messages.
    return owner === undefined ? [...calls.values()].filter(({ asked }) => asked.has(provider)) : [];
  };

  return {
    async during(reference, work) {
      const call = begin(reference);
      try {
        return await work();
      } finally {
        // All that hangs on this promise goes on before a timer does, however many promises are in between.
        setTimeout(() => end(reference, call), 0);
      }
    },
    async sending(provider, given, send) {
      const reference: Reference = given ?? Symbol(provider);
      const call = begin(reference);
      call.asked.add(provider);
      try {
        const report = await send();
        for (const verdict of report.verdicts) {
          if (verdict.status === "accepted") learn(keyOf(provider, verdict.id), reference, call);
        }
        return report;
      } finally {
        end(reference, call);
      }
    },
    settled({ provider, id, reference }) {
      const key = keyOf(provider, id);
      const waitsFor = new Set(held.size < maximumHeld ? candidates(key, provider, reference) : []);
      if (waitsFor.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const one: Held = {
          key,
          waitsFor,
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
