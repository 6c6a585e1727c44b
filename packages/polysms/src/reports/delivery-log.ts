import { SmsError } from "@polysms/core";
import { createKeyedQueue } from "../concurrency/keyed-queue.ts";
import { settlesWithin } from "../concurrency/wait.ts";
import { type Delivery, type DeliveryEvent, maskedReport, rankOf, type SmsEvent } from "./delivery-event.ts";
import { createEarlyReports, type EarlyReports } from "./early-reports.ts";
import { memoryReportStore, type ReportStore } from "./report-store.ts";

/** Listeners for delivery reports and inbound messages. */
export interface EventOptions {
  /**
   * Called for every new event, and not for duplicates. Events about the same message come in order: the next one after
   * the listener is done, or after 5 seconds. What it throws goes to `onError` and does not undo the event.
   */
  readonly onEvent?: ((event: SmsEvent) => unknown) | undefined;
  /**
   * Called with what `onEvent` threw, with a `timeout` error if it took longer than 5 seconds, and with the error of
   * every webhook call that `handle` rejected. What it throws is dropped.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

export interface DeliveryLogOptions extends EventOptions {
  /** Default: in this process. */
  readonly store?: ReportStore | undefined;
  readonly now?: (() => number) | undefined;
}

/** A call of the listener for a new event. */
interface Notification {
  /** Resolves when the listener is done, or after 5 seconds. Never rejects. */
  readonly done: Promise<void>;
}

/** What is known about messages. A status only moves forward. */
export interface DeliveryLog extends Pick<EarlyReports, "during" | "duringRequest"> {
  /**
   * Stores an event if it says more than is known, and then calls the listener. A duplicate, a status that comes late
   * and a second terminal status are ignored: resolves to `undefined`. Reports whose number cannot be read may be about
   * several recipients, so each of their terminal statuses that is not a duplicate is new. Resolves when the event is
   * stored, before the listener is done. Rejects only if the store rejects; the listener is not called then.
   */
  record(event: SmsEvent): Promise<Notification | undefined>;
  /** What is known for each recipient of an id. */
  find(provider: string, id: string): Promise<readonly Delivery[]>;
  /** What is known about the messages with this reference. */
  findByReference(reference: string): Promise<readonly Delivery[]>;
  /** Calls `changed` for every new event about the id. Returns a function that stops this. */
  watch(provider: string, id: string, changed: () => void): () => void;
  /** Calls `onError`. Never throws. */
  handleError(error: unknown): void;
}

const LISTENER_TIMEOUT_MS = 5_000;
/** How long a report on a running send is held back. */
const MAX_HOLD_MS = 2_000;
const STORE_TIMEOUT_MS = 10_000;

export function createDeliveryLog(options: DeliveryLogOptions = {}): DeliveryLog {
  const { onEvent, onError, now = Date.now, store = memoryReportStore({ now }) } = options;
  const early = createEarlyReports({ holdMs: MAX_HOLD_MS });
  const watchers = new Map<string, Set<() => void>>();
  // Without queues, a store or a listener could finish the later of two events first.
  const storeQueue = createKeyedQueue(STORE_TIMEOUT_MS);
  const listenerQueue = createKeyedQueue();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const handleError = (error: unknown) => {
    try {
      Promise.resolve(onError?.(error)).catch(() => {});
    } catch {
      // An error of onError has nowhere to go.
    }
  };
  const notify = async (event: SmsEvent) => {
    if (onEvent === undefined) return;
    const done = (async () => onEvent(event))().then(() => {}, handleError);
    if (await settlesWithin(LISTENER_TIMEOUT_MS, done)) return;
    handleError(
      new SmsError(`onEvent did not finish within ${LISTENER_TIMEOUT_MS / 1_000} seconds.`, {
        code: "timeout",
        mayHaveBeenSent: true,
      }),
    );
  };
  const advance = async (event: DeliveryEvent) => {
    const further = await store.advance(reportIn(event), rankOf(event.status));
    if (event.to !== undefined || !event.terminal) return further;
    return (await store.claim(event.dedupeKey)) || further;
  };

  return {
    // Without a listener, no report has to wait.
    during: (reference, call) => (onEvent === undefined ? call() : early.during(reference, call)),
    duringRequest: (provider, reference, send) =>
      onEvent === undefined ? send() : early.duringRequest(provider, reference, send),
    handleError,
    record(event) {
      const { provider, id } = event;
      const queueKey = JSON.stringify([event.kind, provider, id, "to" in event ? event.to : undefined]);
      return storeQueue(queueKey, async () => {
        const isNew = event.kind === "inbound" ? store.claim(event.dedupeKey) : advance(event);
        if (!(await isNew)) return undefined;
        if (event.kind === "inbound") return { done: listenerQueue(queueKey, () => notify(event)) };
        for (const changed of watchers.get(keyOf(provider, id)) ?? []) changed();
        const sent = early.settled(event);
        return { done: listenerQueue(queueKey, () => sent.then(() => notify(event))) };
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
