import type { Delivery } from "./delivery-event.ts";

type Later<Value> = Value | Promise<Value>;

/**
 * Where reports are kept. In this process unless told; a store on a database lets several processes share them. Every
 * method is one atomic step. Reports are plain JSON.
 */
export interface ReportStore {
  /**
   * Keeps the report under its provider, id and number, unless one stands there with the same rank or a higher one. A
   * reference that was known stays known. Tells whether it was kept.
   */
  advance(report: Delivery, rank: number): Later<boolean>;
  /** The report kept for each recipient of this id. */
  find(provider: string, id: string): Later<readonly Delivery[]>;
  /** The reports kept that bring this reference along. */
  findByReference(reference: string): Later<readonly Delivery[]>;
  /** Remembers a key. Tells whether it is new. */
  claim(key: string): Later<boolean>;
}

export interface MemoryReportStoreOptions {
  /** Reports, and keys; the oldest are forgotten first. 10,000 unless told. */
  readonly maxReports?: number | undefined;
  /** Milliseconds after which they are forgotten. Three days unless told, longer than networks try to deliver. */
  readonly maxAgeMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

interface Kept {
  readonly report: Delivery;
  readonly rank: number;
  readonly at: number;
}

const DAY_MS = 86_400_000;

/** Keeps reports in this process. What is forgotten would count as new again. */
export function memoryReportStore(options: MemoryReportStoreOptions = {}): ReportStore {
  const { maxReports: maximum = 10_000, maxAgeMs: maximumAgeMs = 3 * DAY_MS, now = Date.now } = options;
  // Both maps are in the order of the last change, so the first entries are the oldest.
  const reports = new Map<string, Kept>();
  const groups = new Map<string, Set<string>>();
  const claims = new Map<string, number>();
  const isOld = (at: number, size: number) => size > maximum || at <= now() - maximumAgeMs;

  const remove = (key: string, { report }: Kept) => {
    reports.delete(key);
    for (const group of groupsOf(report)) {
      const keys = groups.get(group);
      keys?.delete(key);
      if (keys?.size === 0) groups.delete(group);
    }
  };
  const forget = () => {
    for (const [key, kept] of reports) {
      if (!isOld(kept.at, reports.size)) break;
      remove(key, kept);
    }
    for (const [key, at] of claims) {
      if (!isOld(at, claims.size)) break;
      claims.delete(key);
    }
  };

  const inGroup = (group: string) => {
    forget();
    return [...(groups.get(group) ?? [])].flatMap((key) => reports.get(key)?.report ?? []);
  };

  return {
    advance(given, rank) {
      forget();
      const { provider, id, to = "" } = given;
      const key = JSON.stringify([provider, id, to]);
      const known = reports.get(key);
      if (known !== undefined && known.rank >= rank) return false;
      // A provider that is asked knows nothing of references.
      const { reference = known?.report.reference } = given;
      const report = { ...given, reference };
      if (known !== undefined) remove(key, known);
      reports.set(key, { report, rank, at: now() });
      for (const group of groupsOf(report)) groups.set(group, (groups.get(group) ?? new Set()).add(key));
      forget();
      return true;
    },
    find: (provider, id) => inGroup(idGroup(provider, id)),
    findByReference: (reference) => inGroup(referenceGroup(reference)),
    claim(key) {
      forget();
      if (claims.has(key)) return false;
      claims.set(key, now());
      forget();
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
