import type { DeliveryLike, ReportStoreLike, StoreUnderTest } from "../../src/stores.ts";
import { onServer } from "./reference-idempotency.ts";

export interface Kept {
  readonly report: DeliveryLike;
  readonly rank: number;
  /** The key of its event, until that is confirmed. */
  readonly pendingKey: string | undefined;
}

/** What a flawed store may do in another way. */
export interface Rules {
  /** What tells one report from another. */
  readonly idOf: (report: Pick<DeliveryLike, "provider" | "id" | "to">) => string;
  readonly keyOf: (key: string) => string;
  readonly referenceOf: (report: DeliveryLike, known: DeliveryLike | undefined) => string | undefined;
  readonly isTied: (report: DeliveryLike, server: Server) => boolean;
  readonly isFurther: (rank: number, known: number) => boolean;
}

const exact: Rules = {
  idOf: ({ provider, id, to = null }) => JSON.stringify([provider, id, to]),
  keyOf: (key) => key,
  referenceOf: ({ reference }, known) => reference ?? known?.reference,
  isTied: ({ provider, id, reference }, { ties }) => {
    const references = ties.get(JSON.stringify([provider, id]));
    return reference === undefined || references === undefined || references.has(reference);
  },
  isFurther: (rank, known) => rank > known,
};

export interface Server extends Rules {
  readonly reports: Map<string, Kept>;
  readonly claims: Map<string, "pending" | "done">;
  readonly ties: Map<string, Set<string>>;
  isStalled(): boolean;
}

export function keepReport(server: Server, report: DeliveryLike, rank: number, key: string): void {
  const known = server.reports.get(server.idOf(report))?.report;
  const kept = { ...report, reference: server.referenceOf(report, known) };
  server.reports.set(server.idOf(report), { report: kept, rank, pendingKey: server.keyOf(key) });
}

function goodClient(server: Server): ReportStoreLike {
  const found = (fits: (report: DeliveryLike) => boolean) =>
    [...server.reports.values()].map(({ report }) => report).filter(fits);
  return {
    advance: (report, rank, key, { signal }) =>
      onServer(server, signal, () => {
        if (!server.isTied(report, server)) return "foreign";
        const known = server.reports.get(server.idOf(report));
        if (known !== undefined && !server.isFurther(rank, known.rank)) {
          return known.rank === rank && known.pendingKey === server.keyOf(key) ? "pending" : "done";
        }
        keepReport(server, report, rank, key);
        return "new";
      }),
    claim: (key, { signal }) =>
      onServer(server, signal, () => {
        const known = server.claims.get(server.keyOf(key));
        if (known === undefined) server.claims.set(server.keyOf(key), "pending");
        return known ?? "new";
      }),
    confirm: (key, { signal }) =>
      onServer(server, signal, () => {
        if (server.claims.has(server.keyOf(key))) server.claims.set(server.keyOf(key), "done");
        for (const [id, kept] of server.reports) {
          if (kept.pendingKey === server.keyOf(key)) server.reports.set(id, { ...kept, pendingKey: undefined });
        }
      }),
    tie: (provider, ids, reference, { signal }) =>
      onServer(server, signal, () => {
        for (const id of ids) {
          const at = JSON.stringify([provider, id]);
          server.ties.set(at, new Set([...(server.ties.get(at) ?? []), reference]));
        }
        for (const [id, { report }] of server.reports) if (!exact.isTied(report, server)) server.reports.delete(id);
      }),
    find: (provider, id, { signal }) =>
      onServer(server, signal, () => found((report) => report.provider === provider && report.id === id)),
    findByReference: (reference, { signal }) =>
      onServer(server, signal, () => found((report) => report.reference === reference)),
  };
}

/** Creates a store on a server of its own. */
export type Create = () => StoreUnderTest<ReportStoreLike>;

export const changed =
  (flaw: (good: ReportStoreLike, server: Server) => Partial<ReportStoreLike>, rules: Partial<Rules> = {}): Create =>
  () => {
    let isStalled = false;
    const server: Server = {
      ...exact,
      ...rules,
      ...{ reports: new Map(), claims: new Map(), ties: new Map() },
      isStalled: () => isStalled,
    };
    const open = () => {
      const good = goodClient(server);
      return { ...good, ...flaw(good, server) };
    };
    return {
      store: open(),
      open,
      stall: () => {
        isStalled = true;
      },
    };
  };

export const ruled = (rules: Partial<Rules>): Create => changed(() => ({}), rules);

export const createGoodReportStore: Create = ruled({});
