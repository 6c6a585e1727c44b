import { SmsError } from "@polysms/core";
import { type Delivery, rankOf, shownMasked, type WebhookEvent } from "./delivery-event.ts";
import { createEarlyReports, type EarlyReports } from "./early-reports.ts";
import { memoryReportStore, type ReportStore } from "./report-store.ts";

export interface DeliveryLogOptions {
  /** Gets every event once. It is waited for, and what it throws does not undo the event. */
  readonly onEvent?: ((event: WebhookEvent) => unknown) | undefined;
  /** Gets what a listener threw, and every call that was refused. What it throws is dropped. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
  readonly store?: ReportStore | undefined;
  readonly now?: (() => number) | undefined;
}

/** What is known about messages on their way: it only ever moves forward. */
export interface DeliveryLog extends Pick<EarlyReports, "during" | "known"> {
  /**
   * Takes note of an event and tells the listener, if it says more than is known: not for a repetition, not for a
   * status that comes late, and not for a second terminal status, of which the first counts. Resolves when the listener
   * is done, or after 5 seconds. Rejects only when the store does, and nothing is told then.
   */
  record(event: WebhookEvent): Promise<boolean>;
  /** What is known for each recipient of an id. */
  find(provider: string, id: string): Promise<readonly Delivery[]>;
  /** What is known of the messages that were given this reference. */
  findByReference(reference: string): Promise<readonly Delivery[]>;
  /** Calls back whenever the log learns of the id. Returns the way to stop it. */
  watch(provider: string, id: string, changed: () => void): () => void;
  problem(error: unknown): void;
}

const LISTENER_MS = 5_000;
const HOLD_MS = 2_000;

export function createDeliveryLog(options: DeliveryLogOptions = {}): DeliveryLog {
  const { onEvent, onError, now = Date.now, store = memoryReportStore({ now }) } = options;
  const early = createEarlyReports({ holdMs: HOLD_MS });
  const watchers = new Map<string, Set<() => void>>();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const problem = (error: unknown) => {
    try {
      Promise.resolve(onError?.(error)).catch(() => {});
    } catch {
      // There is nobody left to tell.
    }
  };
  const tell = async (event: WebhookEvent) => {
    if (onEvent === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        problem(
          new SmsError(`A listener was not done within ${LISTENER_MS} ms.`, { code: "timeout", certainty: "unknown" }),
        );
        resolve();
      }, LISTENER_MS);
    });
    const told = (async () => onEvent(event))().then(() => {}, problem);
    await Promise.race([told, late]);
    clearTimeout(timer);
  };

  return {
    during: early.during,
    known: early.known,
    problem,
    async record(event) {
      if (event.kind === "inbound") {
        if (!(await store.claim(event.dedupeKey))) return false;
      } else {
        if (!(await store.advance(reportIn(event), rankOf(event.status)))) return false;
        for (const changed of watchers.get(keyOf(event.provider, event.id)) ?? []) changed();
        await early.settled(event.provider, event.id);
      }
      await tell(event);
      return true;
    },
    async find(provider, id) {
      return (await store.find(provider, id)).map((report) => shownMasked({ ...report }));
    },
    async findByReference(reference) {
      return (await store.findByReference(reference)).map((report) => shownMasked({ ...report }));
    },
    watch(provider, id, changed) {
      const key = keyOf(provider, id);
      const all = watchers.get(key) ?? new Set();
      watchers.set(key, all.add(changed));
      return () => {
        all.delete(changed);
        if (all.size === 0) watchers.delete(key);
      };
    },
  };
}

function reportIn({
  provider,
  id,
  to,
  status,
  terminal,
  description,
  reference,
  authenticated,
  receivedAt,
}: Delivery): Delivery {
  return { provider, id, to, status, terminal, description, reference, authenticated, receivedAt };
}
