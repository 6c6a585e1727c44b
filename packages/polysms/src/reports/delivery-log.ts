import { SmsError } from "@polysms/core";
import { createKeyedQueue } from "../concurrency/keyed-queue.ts";
import { settlesWithin } from "../concurrency/wait.ts";
import { type Delivery, type DeliveryEvent, maskedReport, rankOf, type SmsEvent } from "./delivery-event.ts";
import { createEarlyReports, type EarlyReports } from "./early-reports.ts";
import { memoryReportStore, type ReportStore } from "./report-store.ts";

export interface EventOptions {
  /**
   * Gets every event once, those of one message in their order: the next one when it is done, or has had 5 seconds. What
   * it throws does not undo the event.
   */
  readonly onEvent?: ((event: SmsEvent) => unknown) | undefined;
  /** Gets what a listener threw, and every call that was refused. What it throws is dropped. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

export interface DeliveryLogOptions extends EventOptions {
  readonly store?: ReportStore | undefined;
  readonly now?: (() => number) | undefined;
}

/** An event that is new, while the listener gets it. */
export interface Telling {
  /** Resolves when the listener is done, or has had 5 seconds. Never rejects. */
  readonly done: Promise<void>;
}

/** What is known about messages on their way: it only ever moves forward. */
export interface DeliveryLog extends Pick<EarlyReports, "during" | "sending"> {
  /**
   * Takes note of an event, if it says more than is known: not of a repetition, not of a status that comes late, and not
   * of a second terminal status, of which the first counts. Reports whose number cannot be read may be about several
   * recipients, so of them every terminal one is new that is no repetition. Resolves when the event is kept, and the
   * listener is told behind that. Rejects only when the store does, and nothing is told then.
   */
  record(event: SmsEvent): Promise<Telling | undefined>;
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
const STORE_MS = 10_000;

export function createDeliveryLog(options: DeliveryLogOptions = {}): DeliveryLog {
  const { onEvent, onError, now = Date.now, store = memoryReportStore({ now }) } = options;
  const early = createEarlyReports({ holdMs: HOLD_MS });
  const watchers = new Map<string, Set<() => void>>();
  // A store may be done with the later of two events first, and a listener likewise.
  const keeping = createKeyedQueue(STORE_MS);
  const telling = createKeyedQueue();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const problem = (error: unknown) => {
    try {
      Promise.resolve(onError?.(error)).catch(() => {});
    } catch {
      // There is nobody left to tell.
    }
  };
  const tell = async (event: SmsEvent) => {
    if (onEvent === undefined) return;
    const told = (async () => onEvent(event))().then(() => {}, problem);
    if (await settlesWithin(LISTENER_MS, told)) return;
    problem(
      new SmsError(`A listener was not done within ${LISTENER_MS} ms.`, { code: "timeout", mayHaveBeenSent: true }),
    );
  };
  const advance = async (event: DeliveryEvent) => {
    const further = await store.advance(reportIn(event), rankOf(event.status));
    if (event.to !== undefined || !event.terminal) return further;
    return (await store.claim(event.dedupeKey)) || further;
  };

  return {
    // Where nobody listens, nothing has to wait.
    during: (reference, call) => (onEvent === undefined ? call() : early.during(reference, call)),
    sending: (provider, reference, send) => (onEvent === undefined ? send() : early.sending(provider, reference, send)),
    problem,
    record(event) {
      const { provider, id } = event;
      const turn = JSON.stringify([event.kind, provider, id, "to" in event ? event.to : undefined]);
      return keeping(turn, async () => {
        const isNew = event.kind === "inbound" ? store.claim(event.dedupeKey) : advance(event);
        if (!(await isNew)) return undefined;
        if (event.kind === "inbound") return { done: telling(turn, () => tell(event)) };
        for (const changed of watchers.get(keyOf(provider, id)) ?? []) changed();
        const settled = early.settled(event);
        return { done: telling(turn, () => settled.then(() => tell(event))) };
      });
    },
    async find(provider, id) {
      return (await store.find(provider, id)).map((report) => maskedReport({ ...report }));
    },
    async findByReference(reference) {
      return (await store.findByReference(reference)).map((report) => maskedReport({ ...report }));
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
  authenticatedBy,
  receivedAt,
}: Delivery): Delivery {
  return { provider, id, to, status, terminal, description, reference, authenticatedBy, receivedAt };
}
