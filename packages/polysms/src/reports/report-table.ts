import type { Delivery } from "./delivery-event.ts";

/** One report. A flat object with its neighbours in the order of age, because there may be 100,000 of them. */
export interface StoredReport extends Omit<Delivery, "receivedAt"> {
  readonly rank: number;
  readonly receivedAt: string | number | undefined;
  readonly at: number;
  /** The key of its event, until that is confirmed. */
  pendingKey: string | undefined;
  older: StoredReport | undefined;
  newer: StoredReport | undefined;
}

/** Reports by provider, id and number, by reference, and by age. */
interface ReportTable {
  size(): number;
  get(report: Pick<Delivery, "provider" | "id" | "to">): StoredReport | undefined;
  /** Adds a report of which there is none yet. */
  add(report: Delivery, rank: number, pendingKey: string, at: number): StoredReport;
  remove(stored: StoredReport): void;
  /** The one that was added first. */
  oldest(): StoredReport | undefined;
  find(provider: string, id: string): readonly StoredReport[];
  findByReference(reference: string): readonly StoredReport[];
  reportOf(stored: StoredReport): Delivery;
}

/** Most ids and references have one report, so a collection is made only for the second. */
type OneOrMany = StoredReport | Map<string, StoredReport>;

const MOST_SHARED_TEXTS = 1_000;

export function createReportTable(): ReportTable {
  const byProvider = new Map<string, Map<string, OneOrMany>>();
  const byReference = new Map<string, OneOrMany>();
  const texts = new Map<string, string>();
  let size = 0;
  let oldest: StoredReport | undefined;
  let newest: StoredReport | undefined;

  /** The same text once: a provider has few descriptions. */
  const shared = (text: string | undefined) => {
    if (text === undefined) return undefined;
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size === MOST_SHARED_TEXTS) texts.clear();
    texts.set(text, text);
    return text;
  };
  const idsOf = (provider: string) => {
    const ids = byProvider.get(provider) ?? new Map<string, OneOrMany>();
    byProvider.set(provider, ids);
    return ids;
  };

  return {
    size: () => size,
    get({ provider, id, to = "" }) {
      const found = byProvider.get(provider)?.get(id);
      if (found instanceof Map) return found.get(to);
      return found !== undefined && (found.to ?? "") === to ? found : undefined;
    },
    add({ provider, to, status, terminal, authenticatedBy, ...report }, rank, pendingKey, at) {
      const id = copyOf(report.id);
      const reference = report.reference === undefined ? undefined : copyOf(report.reference);
      const stored: StoredReport = {
        ...{ provider, id, to, status, terminal, authenticatedBy, reference },
        description: shared(report.description),
        receivedAt: timeOf(report.receivedAt),
        ...{ rank, at, pendingKey, older: newest, newer: undefined },
      };
      if (newest === undefined) oldest = stored;
      else newest.newer = stored;
      newest = stored;
      size += 1;
      include(idsOf(provider), id, stored, recipientOf);
      if (reference !== undefined) include(byReference, reference, stored, messageOf);
      return stored;
    },
    remove(stored) {
      const { provider, id, reference, older, newer } = stored;
      if (older === undefined) oldest = newer;
      else older.newer = newer;
      if (newer === undefined) newest = older;
      else newer.older = older;
      stored.older = undefined;
      stored.newer = undefined;
      size -= 1;
      exclude(idsOf(provider), id, stored, recipientOf);
      if (reference !== undefined) exclude(byReference, reference, stored, messageOf);
    },
    oldest: () => oldest,
    find: (provider, id) => allIn(byProvider.get(provider)?.get(id)),
    findByReference: (reference) => allIn(byReference.get(reference)),
    reportOf({ provider, id, to, status, terminal, description, reference, authenticatedBy, receivedAt: at }) {
      const receivedAt = typeof at === "number" ? new Date(at).toISOString() : at;
      return { provider, id, to, status, terminal, description, reference, authenticatedBy, receivedAt };
    },
  };
}

/** Names one report among those of an id, or of a reference. */
type NameOf = (stored: StoredReport) => string;

const recipientOf: NameOf = ({ to = "" }) => to;
const messageOf: NameOf = ({ provider, id, to = "" }) => `${provider}\n${to}\n${id}`;

function include(index: Map<string, OneOrMany>, key: string, stored: StoredReport, nameOf: NameOf): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, stored);
  else if (known instanceof Map) known.set(nameOf(stored), stored);
  else {
    index.set(
      key,
      new Map([
        [nameOf(known), known],
        [nameOf(stored), stored],
      ]),
    );
  }
}

function exclude(index: Map<string, OneOrMany>, key: string, stored: StoredReport, nameOf: NameOf): void {
  const known = index.get(key);
  if (known instanceof Map) known.delete(nameOf(stored));
  if (known === stored || (known instanceof Map && known.size === 0)) index.delete(key);
}

function allIn(found: OneOrMany | undefined): readonly StoredReport[] {
  if (found === undefined) return [];
  return found instanceof Map ? [...found.values()] : [found];
}

/** A text of its own: one that was cut out of a URL would keep the whole URL in memory. */
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** The time as a number, which takes less memory, if the text can be made from it again. */
function timeOf(text: string | undefined): string | number | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text ? ms : text;
}
