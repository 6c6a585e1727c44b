import type { Delivery } from "./delivery-event.ts";

type MaybePromise<Value> = Value | Promise<Value>;

/**
 * Where delivery reports are kept. Several processes need a store that they share, such as a table in a database. Every
 * method must be one atomic step. Reports are plain JSON. What a method throws makes the caller reject with code
 * `config`.
 */
export interface ReportStore {
  /**
   * Keeps the report under its provider, id and number, unless the one there has the same rank or a higher one. If the
   * new report has no reference, the known one is kept. Returns whether the report was kept.
   */
  advance(report: Delivery, rank: number): MaybePromise<boolean>;
  /** The report for each recipient of this id. */
  find(provider: string, id: string): MaybePromise<readonly Delivery[]>;
  /** The reports that have this reference. */
  findByReference(reference: string): MaybePromise<readonly Delivery[]>;
  /** Remembers a key. Returns whether it is new. */
  claim(key: string): MaybePromise<boolean>;
}

/** The limits of a report store in memory. */
export interface MemoryReportStoreOptions {
  /** The most reports, and the most keys, that it keeps. The oldest are forgotten first. Default 10,000. */
  readonly maxReports?: number | undefined;
  /** Milliseconds after which they are forgotten. Default 259,200,000 (3 days), longer than networks try to deliver. */
  readonly maxAgeMs?: number | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

interface StoredReport {
  readonly report: Delivery;
  readonly rank: number;
  readonly at: number;
}

const DAY_MS = 86_400_000;

/** Keeps reports in this process, as long as it runs. A report that was forgotten counts as new if it comes again. */
export function memoryReportStore(options: MemoryReportStoreOptions = {}): ReportStore {
  const { maxReports = 10_000, maxAgeMs = 3 * DAY_MS, now = Date.now } = options;
  // Both maps are in the order of the last change, so the first entries are the oldest.
  const reports = new Map<string, StoredReport>();
  const groups = new Map<string, Set<string>>();
  const claims = new Map<string, number>();
  const isOld = (at: number, size: number) => size > maxReports || at <= now() - maxAgeMs;

  const remove = (key: string, { report }: StoredReport) => {
    reports.delete(key);
    for (const group of groupsOf(report)) {
      const keys = groups.get(group);
      keys?.delete(key);
      if (keys?.size === 0) groups.delete(group);
    }
  };
  const removeOld = () => {
    for (const [key, stored] of reports) {
      if (!isOld(stored.at, reports.size)) break;
      remove(key, stored);
    }
    for (const [key, at] of claims) {
      if (!isOld(at, claims.size)) break;
      claims.delete(key);
    }
  };

  const inGroup = (group: string) => {
    removeOld();
    return [...(groups.get(group) ?? [])].flatMap((key) => reports.get(key)?.report ?? []);
  };

  return {
    advance(newReport, rank) {
      removeOld();
      const { provider, id, to = "" } = newReport;
      const key = JSON.stringify([provider, id, to]);
      const known = reports.get(key);
      if (known !== undefined && known.rank >= rank) return false;
      // The answer to a status lookup has no reference.
      const { reference = known?.report.reference } = newReport;
      const report = { ...newReport, reference };
      if (known !== undefined) remove(key, known);
      reports.set(key, { report, rank, at: now() });
      for (const group of groupsOf(report)) groups.set(group, (groups.get(group) ?? new Set()).add(key));
      removeOld();
      return true;
    },
    find: (provider, id) => inGroup(idGroup(provider, id)),
    findByReference: (reference) => inGroup(referenceGroup(reference)),
    claim(key) {
      removeOld();
      if (claims.has(key)) return false;
      claims.set(key, now());
      removeOld();
      return true;
    },
  };
}

function groupsOf({ provider, id, reference }: Delivery): readonly string[] {
  return [idGroup(provider, id), ...(reference === undefined ? [] : [referenceGroup(reference)])];
}

function idGroup(provider: string, id: string): string {
  return JSON.stringify([provider, id]);
}

function referenceGroup(reference: string): string {
  return JSON.stringify([reference]);
}
