import type { Delivery } from "./delivery-event.ts";

type Later<Value> = Value | Promise<Value>;

/**
 * Where reports are kept. In this process unless told; a store on a database lets several processes share them. Every
 * method is one atomic step. Reports are plain JSON.
 */
export interface ReportStore {
  /**
   * Keeps the report under its provider, id and number, unless one stands there with the same rank or a higher one.
   * Tells whether it was kept.
   */
  advance(report: Delivery, rank: number): Later<boolean>;
  /** The report kept for each recipient of this id. */
  find(provider: string, id: string): Later<readonly Delivery[]>;
  /** Remembers a key. Tells whether it is new. */
  claim(key: string): Later<boolean>;
}

export interface MemoryReportStoreOptions {
  /** Reports, and keys; the oldest are forgotten first. 10,000 unless told. */
  readonly maximum?: number | undefined;
  /** Milliseconds after which they are forgotten. Three days unless told, longer than networks try to deliver. */
  readonly maximumAgeMs?: number | undefined;
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
  const { maximum = 10_000, maximumAgeMs = 3 * DAY_MS, now = Date.now } = options;
  // Both maps are in the order of the last change, so the first entries are the oldest.
  const reports = new Map<string, Kept>();
  const recipients = new Map<string, Set<string>>();
  const claims = new Map<string, number>();
  const isOld = (at: number, size: number) => size > maximum || at <= now() - maximumAgeMs;

  const forget = () => {
    for (const [key, { report, at }] of reports) {
      if (!isOld(at, reports.size)) break;
      reports.delete(key);
      const group = groupOf(report.provider, report.id);
      const keys = recipients.get(group);
      keys?.delete(key);
      if (keys?.size === 0) recipients.delete(group);
    }
    for (const [key, at] of claims) {
      if (!isOld(at, claims.size)) break;
      claims.delete(key);
    }
  };

  return {
    advance(report, rank) {
      forget();
      const { provider, id, to = "" } = report;
      const group = groupOf(provider, id);
      const key = JSON.stringify([group, to]);
      const known = reports.get(key);
      if (known !== undefined && known.rank >= rank) return false;
      reports.delete(key);
      reports.set(key, { report, rank, at: now() });
      const keys = recipients.get(group) ?? new Set();
      recipients.set(group, keys.add(key));
      forget();
      return true;
    },
    find(provider, id) {
      forget();
      const keys = [...(recipients.get(groupOf(provider, id)) ?? [])];
      return keys.flatMap((key) => reports.get(key)?.report ?? []);
    },
    claim(key) {
      forget();
      if (claims.has(key)) return false;
      claims.set(key, now());
      forget();
      return true;
    },
  };
}

function groupOf(provider: string, id: string): string {
  return JSON.stringify([provider, id]);
}
