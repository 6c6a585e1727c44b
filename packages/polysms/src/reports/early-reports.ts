import type { SendReport } from "@polysms/core";
import type { Delivery } from "./delivery-event.ts";

interface EarlyReportsOptions {
  /** The longest that a report waits, in milliseconds. */
  readonly holdMs: number;
  /** The most reports that wait at the same time. Further ones do not wait; none is dropped. Default 1,000. */
  readonly maxWaiting?: number | undefined;
}

/** Holds back reports that arrive before the caller knows that the message was sent. */
export interface EarlyReports {
  /**
   * Runs a whole call, whose messages have this reference. Reports on them that arrive in the meantime wait until the
   * caller has the result, and has run up to its own next wait.
   */
  during<Result>(reference: string, call: () => Promise<Result>): Promise<Result>;
  /** Runs one request of a call, and remembers the ids that the provider returns. */
  duringRequest(provider: string, reference: string | undefined, send: () => Promise<SendReport>): Promise<SendReport>;
  /** Resolves when no call is running that the report may be about, or after `holdMs`. */
  settled(report: Pick<Delivery, "provider" | "id" | "reference">): Promise<void>;
}

/** A request without a reference gets a symbol, which no report can have. */
type Reference = string | symbol;

interface Call {
  /** The providers that it has sent requests to. */
  readonly providers: Set<string>;
  /** How many of its parts are running: the call itself, and its requests. */
  runningParts: number;
}

interface WaitingReport {
  readonly key: string;
  /** The running calls that the report may be about. */
  waitsFor: Set<Call>;
  release(): void;
}

/** Remembers between 10,000 and 20,000 of the latest ids. */
const RECENT_IDS = 10_000;

export function createEarlyReports({ holdMs, maxWaiting = 1_000 }: EarlyReportsOptions): EarlyReports {
  const calls = new Map<Reference, Call>();
  // The older half is dropped at once, because a Map gets slow if its first entries are deleted one by one.
  let recentReferences = new Map<string, Reference>();
  let olderReferences = recentReferences;
  const waiting = new Set<WaitingReport>();
  const idKey = (provider: string, id: string) => JSON.stringify([provider, id]);

  const startPart = (reference: Reference) => {
    const call = calls.get(reference) ?? { providers: new Set(), runningParts: 0 };
    call.runningParts += 1;
    calls.set(reference, call);
    return call;
  };
  const endPart = (reference: Reference, call: Call) => {
    call.runningParts -= 1;
    if (call.runningParts > 0) return;
    calls.delete(reference);
    for (const one of waiting) if (one.waitsFor.delete(call) && one.waitsFor.size === 0) one.release();
  };
  const setReference = (key: string, reference: Reference, call: Call) => {
    if (recentReferences.size === RECENT_IDS) {
      olderReferences = recentReferences;
      recentReferences = new Map();
    }
    recentReferences.set(key, reference);
    for (const one of waiting) if (one.key === key) one.waitsFor = new Set([call]);
  };
  /** The running calls that a report may be about. */
  const callsFor = (key: string, provider: string, reference: string | undefined): Call[] => {
    const knownReference = recentReferences.get(key) ?? olderReferences.get(key);
    for (const known of [reference, knownReference]) {
      const call = known === undefined ? undefined : calls.get(known);
      if (call !== undefined) return [call];
    }
    // A reference without a call may be the user's own, in a URL for many messages.
    return knownReference === undefined ? [...calls.values()].filter(({ providers }) => providers.has(provider)) : [];
  };

  return {
    async during(reference, work) {
      const call = startPart(reference);
      try {
        return await work();
      } finally {
        // Everything that awaits this promise runs before a timer does, however many promises are in between.
        setTimeout(() => endPart(reference, call), 0);
      }
    },
    async duringRequest(provider, messageReference, send) {
      const reference: Reference = messageReference ?? Symbol(provider);
      const call = startPart(reference);
      call.providers.add(provider);
      try {
        const report = await send();
        for (const verdict of report.verdicts) {
          if (verdict.status === "accepted") setReference(idKey(provider, verdict.id), reference, call);
        }
        return report;
      } finally {
        endPart(reference, call);
      }
    },
    settled({ provider, id, reference }) {
      const key = idKey(provider, id);
      const waitsFor = new Set(waiting.size < maxWaiting ? callsFor(key, provider, reference) : []);
      if (waitsFor.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const one: WaitingReport = {
          key,
          waitsFor,
          release() {
            clearTimeout(timer);
            waiting.delete(one);
            resolve();
          },
        };
        const timer = setTimeout(() => one.release(), holdMs);
        waiting.add(one);
      });
    },
  };
}
