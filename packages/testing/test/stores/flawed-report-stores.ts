import type { DeliveryLike } from "../../src/stores.ts";
import { type Create, changed, keepReport, ruled } from "./reference-reports.ts";

const altering = (change: (report: DeliveryLike) => DeliveryLike) =>
  changed((good) => ({ advance: (report, rank, key, call) => good.advance(change(report), rank, key, call) }));

/** Stores with one flaw each. */
export const flawedReportStores = {
  "advancing in two steps": changed((good, server) => ({
    async advance(report, rank, key, call) {
      const known = server.reports.get(server.idOf(report));
      await good.find(report.provider, report.id, call);
      if (!server.isTied(report, server) || (known !== undefined && known.rank >= rank)) {
        return good.advance(report, rank, key, call);
      }
      keepReport(server, report, rank, key);
      return "new";
    },
  })),
  "claiming within a client only": changed((good) => {
    const claims = new Map<string, "pending" | "done">();
    return {
      async claim(key, call) {
        await good.find("", "", call);
        const known = claims.get(key);
        if (known === undefined) claims.set(key, "pending");
        return known ?? "new";
      },
      async confirm(key, call) {
        if (claims.has(key)) claims.set(key, "done");
        await good.confirm(key, call);
      },
    };
  }),
  "calling an event done although nobody confirmed it": changed((good) => ({
    async claim(key, call) {
      const state = await good.claim(key, call);
      return state === "pending" ? "done" : state;
    },
  })),
  "calling every repetition new": changed((good) => ({
    async advance(report, rank, key, call) {
      const state = await good.advance(report, rank, key, call);
      return state === "pending" ? "new" : state;
    },
  })),
  "confirming nothing": changed((good) => ({
    confirm: async (_, call) => void (await good.find("", "", call)),
  })),
  "confirming everything": changed((good, server) => ({
    async confirm(key, call) {
      await good.confirm(key, call);
      for (const claim of server.claims.keys()) server.claims.set(claim, "done");
    },
  })),
  "confirming what it has not kept": changed((good, server) => ({
    async confirm(key, call) {
      await good.confirm(key, call);
      server.claims.set(server.keyOf(key), "done");
    },
  })),
  "confirming only the report of a key": changed((good, server) => ({
    async confirm(key, call) {
      const claim = server.claims.get(key);
      const isReport = [...server.reports.values()].some(({ pendingKey }) => pendingKey === key);
      await good.confirm(key, call);
      if (isReport && claim !== undefined) server.claims.set(key, claim);
    },
  })),
  "calling an event pending that is over": changed((good) => {
    const seen = new Set<string>();
    return {
      async advance(report, rank, key, call) {
        const state = await good.advance(report, rank, key, call);
        if (state === "new") seen.add(key);
        return state === "done" && seen.has(key) ? "pending" : state;
      },
      async confirm(key, call) {
        seen.delete(key);
        await good.confirm(key, call);
      },
    };
  }),
  "going backwards": ruled({ isFurther: (rank, known) => rank !== known }),
  "taking the same status twice": changed(() => ({}), { isFurther: (rank, known) => rank >= known }),
  "keeping one report for an id": ruled({ idOf: ({ provider, id }) => JSON.stringify([provider, id]) }),
  "comparing ids without case": ruled({
    idOf: ({ provider, id, to }) => JSON.stringify([provider, id.toLowerCase(), to]),
  }),
  "comparing keys without case": ruled({ keyOf: (key) => key.toLowerCase() }),
  "finding by the start of an id": changed((good, server) => ({
    async find(provider, id, call) {
      await good.find(provider, id, call);
      const reports = [...server.reports.values()].map(({ report }) => report);
      return reports.filter((report) => report.provider === provider && report.id.startsWith(id));
    },
  })),
  "finding with any provider": changed((good, server) => ({
    async find(provider, id, call) {
      await good.find(provider, id, call);
      return [...server.reports.values()].map(({ report }) => report).filter((report) => report.id === id);
    },
  })),
  "forgetting the reference": ruled({ referenceOf: ({ reference }) => reference }),
  "keeping the first reference": ruled({ referenceOf: ({ reference }, known) => known?.reference ?? reference }),
  "dropping line breaks": altering((report) =>
    report.description === undefined
      ? report
      : { ...report, description: report.description.replaceAll(/[\r\n]+/g, " ") },
  ),
  "losing the time": altering(({ receivedAt: _, ...report }) => report),
  "remembering what was found": changed((good) => {
    const cache = new Map<string, readonly DeliveryLike[]>();
    return {
      async advance(report, rank, key, call) {
        cache.clear();
        return good.advance(report, rank, key, call);
      },
      async tie(provider, ids, reference, call) {
        cache.clear();
        await good.tie(provider, ids, reference, call);
      },
      async find(provider, id, call) {
        const found = cache.get(id) ?? (await good.find(provider, id, call));
        cache.set(id, found);
        return found;
      },
    };
  }),
  "believing every reference": ruled({ isTied: () => true }),
  "believing only the latest tie": changed((good, server) => ({
    async tie(provider, ids, reference, call) {
      for (const id of ids) server.ties.delete(JSON.stringify([provider, id]));
      await good.tie(provider, ids, reference, call);
    },
  })),
  "tying the first of several ids": changed((good) => ({
    tie: (provider, ids, reference, call) => good.tie(provider, ids.slice(0, 1), reference, call),
  })),
  "tying the ids of every provider": changed((good) => ({
    tie: async (provider, ids, reference, call) => {
      for (const each of [provider, "other"]) await good.tie(each, ids, reference, call);
    },
  })),
  "believing nothing that is not tied": ruled({
    isTied: ({ provider, id, reference }, { ties }) =>
      reference === undefined || (ties.get(JSON.stringify([provider, id]))?.has(reference) ?? false),
  }),
  "believing nothing that is not signed": ruled({
    isTied: ({ provider, id, reference }, { ties }) => {
      const references = ties.get(JSON.stringify([provider, id]));
      return references === undefined || (reference !== undefined && references.has(reference));
    },
  }),
  "keeping what is not believed": changed((good, server) => ({
    async advance(report, rank, key, call) {
      const state = await good.advance(report, rank, key, call);
      if (state === "foreign") keepReport(server, report, rank, key);
      return state;
    },
  })),
  "keeping reports when an id is tied": changed((good, server) => ({
    async tie(provider, ids, reference, call) {
      const reports = [...server.reports];
      await good.tie(provider, ids, reference, call);
      for (const [id, kept] of reports) server.reports.set(id, kept);
    },
  })),
  "forgetting every report when an id is tied": changed((good, server) => ({
    async tie(provider, ids, reference, call) {
      await good.tie(provider, ids, reference, call);
      for (const [id, { report }] of server.reports) if (ids.includes(report.id)) server.reports.delete(id);
    },
  })),
  "ignoring the signal": changed((good) => {
    const { signal } = new AbortController();
    return { claim: (key) => good.claim(key, { signal }) };
  }),
  "hanging after an abort": changed((good) => ({
    confirm: (key, call) => (call.signal.aborted ? new Promise<never>(() => {}) : good.confirm(key, call)),
  })),
} satisfies Readonly<Record<string, Create>>;
