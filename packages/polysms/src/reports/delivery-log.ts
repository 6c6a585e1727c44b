import { SmsError } from "@polysms/core";
import { createKeyedQueue } from "../concurrency/keyed-queue.ts";
import { settlesWithin } from "../concurrency/wait.ts";
import { type Delivery, maskedReport, rankOf, type SmsEvent } from "./delivery-event.ts";
import { createEarlyReports, type EarlyReports } from "./early-reports.ts";
import { type EventState, memoryReportStore, type ReportStore, whenFull } from "./report-store.ts";
import { checkReportStore, type LimitedStore, limitStore, STORE_LIMIT_MS } from "./store-limit.ts";

/** Listeners for delivery reports and inbound messages. */
export interface EventOptions {
  /**
   * Called for every new event until it has succeeded once for it; what it throws, and a call that takes longer than 5
   * seconds, is answered with 503, so that the provider repeats the call. So it may be called more than once for the same
   * event: `dedupeKey` recognises that. Events about the same message come in order, the next one after the listener is
   * done, or after 5 seconds; a status is not delivered any more once a later one was.
   */
  readonly onEvent?: ((event: SmsEvent) => unknown) | undefined;
  /**
   * Called with what `onEvent` threw, with a `timeout` error if it took longer than 5 seconds, with the error of every
   * webhook call that `handle` rejected for another reason, with a failure of the report store, and once when a report
   * store in memory is full. What it throws is dropped.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

export interface DeliveryLogOptions extends EventOptions {
  /** Default: in this process. */
  readonly store?: ReportStore | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * What became of an event. `known`: it was delivered before, or overtaken by a later status. `foreign`: it has the
 * reference of another message. `delivering`: the listener is called for it.
 */
type Recorded =
  | { readonly state: "known" | "foreign" }
  | {
      readonly state: "delivering";
      /** An earlier call with the same event has called the listener. */
      readonly joined: boolean;
      /** Resolves to whether the listener succeeded, within 5 seconds of its start. Never rejects. */
      readonly delivered: Promise<boolean>;
    };

/** What is known about messages. A status only moves forward. */
export interface DeliveryLog extends Pick<EarlyReports, "during" | "duringRequest"> {
  /**
   * Stores an event if it says more than is known, and then calls the listener, unless that has succeeded for it before.
   * A status that comes late and a second terminal status are ignored. Reports whose number cannot be read may be about
   * several recipients, so each of their terminal statuses that is not a duplicate is new. Resolves when the event is
   * stored, before the listener is done. Rejects with the errors of a {@link LimitedStore}; the listener is not called then.
   */
  record(event: SmsEvent, limited?: LimitedStore): Promise<Recorded>;
  /** Remembers which reference the messages with these ids were sent under. Never rejects. */
  tie(provider: string, ids: readonly string[], reference: string): Promise<void>;
  /** What is known for each recipient of an id. */
  find(provider: string, id: string, limited?: LimitedStore): Promise<readonly Delivery[]>;
  /** What is known about the messages with this reference. */
  findByReference(reference: string, limited?: LimitedStore): Promise<readonly Delivery[]>;
  /** Calls `changed` for every new event about the id. Returns a function that stops this. */
  watch(provider: string, id: string, changed: () => void): () => void;
  /** Calls `onError`. Never throws. */
  handleError(error: unknown): void;
}

const LISTENER_TIMEOUT_MS = 5_000;
/** How long a report on a running send is held back. */
const MAX_HOLD_MS = 2_000;

export function createDeliveryLog(options: DeliveryLogOptions = {}): DeliveryLog {
  const { onEvent, onError, now = Date.now } = options;
  const store = checkReportStore(options.store ?? memoryReportStore({ now }));
  const early = createEarlyReports({ holdMs: MAX_HOLD_MS });
  const watchers = new Map<string, Set<() => void>>();
  /** By dedupe key: the calls of the listener that have not ended. */
  const deliveries = new Map<string, Promise<boolean>>();
  // Without queues, a store or a listener could finish the later of two events first. A store that hangs holds up the
  // next report on the same message for half of the time that this one has.
  const storeQueue = createKeyedQueue(STORE_LIMIT_MS / 2);
  const listenerQueue = createKeyedQueue();
  const keyOf = (provider: string, id: string) => JSON.stringify([provider, id]);

  const handleError = (error: unknown) => {
    try {
      Promise.resolve(onError?.(error)).catch(() => {});
    } catch {
      // An error of onError has nowhere to go.
    }
  };
  whenFull(store, () => handleError(fullError()));

  /** Runs work on the store whose failure changes nothing for the caller. Resolves to whether it succeeded. */
  const attempt = (work: () => Promise<unknown>) =>
    work().then(
      () => true,
      (error: unknown) => {
        handleError(error);
        return false;
      },
    );
  const confirm = (key: string) => attempt(() => limitStore()((call) => store.confirm(key, call)));
  /** Calls the listener. `delivered` may still become true after it took too long. */
  const notify = async (event: SmsEvent): Promise<{ delivered: Promise<boolean> }> => {
    const listened = attempt(async () => onEvent?.(event));
    const delivered = listened.then((succeeded) => succeeded && confirm(event.dedupeKey));
    if (await settlesWithin(LISTENER_TIMEOUT_MS, listened)) return { delivered };
    handleError(
      new SmsError(`onEvent did not finish within ${LISTENER_TIMEOUT_MS / 1_000} seconds.`, {
        code: "timeout",
        mayHaveBeenSent: true,
      }),
    );
    return { delivered: Promise.resolve(false) };
  };
  const deliver = (event: SmsEvent, queueKey: string): Promise<boolean> => {
    if (onEvent === undefined) return confirm(event.dedupeKey);
    const held = event.kind === "inbound" ? undefined : early.settled(event);
    const called = listenerQueue(queueKey, async () => {
      await held;
      return notify(event);
    });
    return called.then(({ delivered }) => delivered);
  };
  const keep = async (event: SmsEvent, limited: LimitedStore): Promise<EventState | "foreign"> => {
    const { dedupeKey: key } = event;
    if (event.kind === "inbound") return limited((call) => store.claim(key, call));
    const advance = () => limited((call) => store.advance(reportIn(event), rankOf(event.status), key, call));
    if (event.to !== undefined || !event.terminal) return advance();
    // Its place in the store may be that of another recipient, so the key alone says whether it is new.
    const state = await advance();
    return state === "foreign" ? state : limited((call) => store.claim(key, call));
  };

  return {
    // Without a listener, no report has to wait.
    during: (reference, call) => (onEvent === undefined ? call() : early.during(reference, call)),
    duringRequest: (provider, reference, send) =>
      onEvent === undefined ? send() : early.duringRequest(provider, reference, send),
    handleError,
    record(event, limited = limitStore()) {
      const { provider, id, dedupeKey } = event;
      const queueKey = JSON.stringify([event.kind, provider, id, "to" in event ? event.to : undefined]);
      return storeQueue(queueKey, async () => {
        const running = deliveries.get(dedupeKey);
        if (running !== undefined) return { state: "delivering", joined: true, delivered: running };
        const state = await keep(event, limited);
        if (state === "foreign") return { state };
        if (state === "done") return { state: "known" };
        if (state === "new") for (const changed of watchers.get(keyOf(provider, id)) ?? []) changed();
        const delivered = deliver(event, queueKey).finally(() => deliveries.delete(dedupeKey));
        deliveries.set(dedupeKey, delivered);
        return { state: "delivering", joined: false, delivered };
      });
    },
    async tie(provider, ids, reference) {
      await attempt(() => limitStore()((call) => store.tie(provider, ids, reference, call)));
    },
    async find(provider, id, limited = limitStore()) {
      const found = await limited((call) => store.find(provider, id, call));
      return found.map((report) => maskedReport({ ...report }));
    },
    async findByReference(reference, limited = limitStore()) {
      const found = await limited((call) => store.findByReference(reference, call));
      return found.map((report) => maskedReport({ ...report }));
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

function fullError(): SmsError {
  return new SmsError("The report store in memory is full, so it forgets the oldest messages.", {
    code: "config",
    mayHaveBeenSent: true,
    hint: "Raise maxReports of memoryReportStore, or set stores.reports to a store of your own.",
  });
}
