import { invalidInput } from "@polysms/core";
import type { Delivery } from "./delivery-event.ts";
import { createFingerprints } from "./fingerprints.ts";
import { createReportTable, type StoredReport } from "./report-table.ts";

type MaybePromise<Value> = Value | Promise<Value>;

/** Given with every call of a store, which should stop waiting when the signal fires. */
interface StoreCall {
  readonly signal: AbortSignal;
}

/**
 * What a store knows of an event. `new`: it was kept by this call. `pending`: it is kept, and nobody has confirmed that
 * `onEvent` succeeded for it. `done`: it was confirmed, or a later status has taken its place.
 */
export type EventState = "new" | "pending" | "done";

/**
 * Where delivery reports are kept, and which events `onEvent` has had. Several processes need a store that they share,
 * such as a table in a database. Every method must be one atomic step, and is waited for for 5 seconds at most. Reports
 * are plain JSON; keys are hashes. What a method throws makes the caller reject with code `config`; a webhook call is
 * answered with 503.
 */
export interface ReportStore {
  /**
   * Keeps the report under its provider, id and number, with its key as `pending`, and returns `new`, unless the one there
   * has the same rank or a higher one. For the same rank it returns the state of the key, and `done` if it has none;
   * `done` for a higher one. If the new report has no reference, the known one is kept. Returns `foreign`, and changes
   * nothing, if the report has a reference, the id is tied to others, and to this one it is not.
   */
  advance(report: Delivery, rank: number, key: string, call: StoreCall): MaybePromise<EventState | "foreign">;
  /** Keeps a key without a report as `pending`, if it is new. Returns its state. */
  claim(key: string, call: StoreCall): MaybePromise<EventState>;
  /** Makes a pending key `done`: `onEvent` has succeeded. Changes nothing for any other key. */
  confirm(key: string, call: StoreCall): MaybePromise<void>;
  /**
   * Remembers that the messages with these ids were sent under this reference. A provider that gives an id twice ties it
   * to both. Forgets reports on the ids that came under a reference to which the id is not tied.
   */
  tie(provider: string, ids: readonly string[], reference: string, call: StoreCall): MaybePromise<void>;
  /** The report for each recipient of this id. */
  find(provider: string, id: string, call: StoreCall): MaybePromise<readonly Delivery[]>;
  /** The reports that have this reference. */
  findByReference(reference: string, call: StoreCall): MaybePromise<readonly Delivery[]>;
}

/** The limits of a report store in memory. */
export interface MemoryReportStoreOptions {
  /**
   * The most messages that it keeps a report of, and half the most inbound messages that it recognises again. The oldest
   * are forgotten first. Default 100,000.
   */
  readonly maxReports?: number | undefined;
  /** Milliseconds after which they are forgotten. Default 259,200,000 (3 days), longer than networks try to deliver. */
  readonly maxAgeMs?: number | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const DAY_MS = 86_400_000;
/** For each report that is kept, so many that were forgotten cannot go backwards. */
const FORGOTTEN_PER_REPORT = 4;

const listeners = new WeakMap<ReportStore, (() => void)[]>();

/** Calls the function once, when a store in memory first forgets something because it is full. */
export function whenFull(store: ReportStore, full: () => void): void {
  listeners.get(store)?.push(full);
}

/**
 * Keeps reports in this process, as long as it runs. A message takes about 400 bytes: 40 MB for 100,000 of them, and 80 MB
 * at most with what it remembers of forgotten ones. When it is full, `events.onError` is called once; of the last
 * 400,000 reports that it has forgotten it remembers how far they were, so that no status goes backwards. Throws an `SmsError` with code `config` if a limit is not a number above 0.
 */
export function memoryReportStore(options: MemoryReportStoreOptions = {}): ReportStore {
  const { maxReports = 100_000, maxAgeMs = 3 * DAY_MS, now = Date.now } = options;
  checkLimit("maxReports", maxReports, Number.isInteger(maxReports));
  checkLimit("maxAgeMs", maxAgeMs, Number.isFinite(maxAgeMs));
  const table = createReportTable();
  const full = () => {
    for (const call of listeners.get(store)?.splice(0) ?? []) call();
  };
  const bounds = { maxAgeMs, now };
  /** The lowest rank that is still new for a message whose report was forgotten. */
  const forgotten = createFingerprints({ ...bounds, limit: FORGOTTEN_PER_REPORT * maxReports });
  const ties = createFingerprints({ ...bounds, limit: FORGOTTEN_PER_REPORT * maxReports });
  const confirmedClaims = createFingerprints({ ...bounds, limit: maxReports, onFull: full });
  const pendingClaims = new Set<string>();
  const pendingReports = new Map<string, StoredReport>();

  const remove = (stored: StoredReport) => {
    table.remove(stored);
    if (stored.pendingKey !== undefined) pendingReports.delete(stored.pendingKey);
  };
  const removeOld = () => {
    for (let oldest = table.oldest(); oldest !== undefined; oldest = table.oldest()) {
      const isOld = oldest.at <= now() - maxAgeMs;
      if (!isOld && table.size() <= maxReports) return;
      remove(oldest);
      if (isOld) continue;
      // The event that nobody has confirmed must come again.
      forgotten.set(textOf(oldest), Math.min(oldest.rank + (oldest.pendingKey === undefined ? 1 : 0), 3));
      full();
    }
  };
  const isTied = (provider: string, id: string, reference: string | undefined) =>
    reference === undefined || ties.get(tieOf(provider, id)) === 0 || ties.get(tieOf(provider, id, reference)) !== 0;

  const store: ReportStore = {
    advance(report, rank, key) {
      removeOld();
      const { provider, id, reference } = report;
      if (!isTied(provider, id, reference)) return "foreign";
      const known = table.get(report);
      if (known !== undefined && known.rank >= rank) {
        return known.rank === rank && pendingReports.get(key) === known ? "pending" : "done";
      }
      if (known === undefined && rank < forgotten.get(textOf(report))) return "done";
      if (known !== undefined) remove(known);
      // The answer to a status lookup has no reference.
      const stored = table.add({ ...report, reference: reference ?? known?.reference }, rank, key, now());
      pendingReports.set(key, stored);
      removeOld();
      return "new";
    },
    claim(key) {
      if (pendingClaims.has(key)) return "pending";
      if (confirmedClaims.get(key) !== 0) return "done";
      if (pendingClaims.size === maxReports) {
        for (const oldest of pendingClaims) {
          pendingClaims.delete(oldest);
          break;
        }
        full();
      }
      pendingClaims.add(key);
      return "new";
    },
    confirm(key) {
      if (pendingClaims.delete(key)) confirmedClaims.set(key, 1);
      const stored = pendingReports.get(key);
      if (stored !== undefined) stored.pendingKey = undefined;
      pendingReports.delete(key);
    },
    tie(provider, ids, reference) {
      for (const id of ids) {
        // In this order: an id that is forgotten before its reference is believed, and not the other way round.
        ties.set(tieOf(provider, id), 1);
        ties.set(tieOf(provider, id, reference), 1);
        for (const stored of table.find(provider, id)) {
          if (!isTied(provider, id, stored.reference)) remove(stored);
        }
      }
    },
    find(provider, id) {
      removeOld();
      return table.find(provider, id).map(table.reportOf);
    },
    findByReference(reference) {
      removeOld();
      return table.findByReference(reference).map(table.reportOf);
    },
  };
  listeners.set(store, []);
  return store;
}

function textOf({ provider, id, to }: Pick<Delivery, "provider" | "id" | "to">): string {
  return `${provider}\n${to ?? ""}\n${id}`;
}

function tieOf(provider: string, id: string, reference = ""): string {
  return `${provider}\n${reference}\n${id}`;
}

function checkLimit(field: string, value: number, isRightKind: boolean): void {
  if (isRightKind && value > 0) return;
  throw invalidInput(field, `must be a ${field === "maxReports" ? "whole " : ""}number above 0.`, { code: "config" });
}
