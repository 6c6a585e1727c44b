import { type Create, changed, endOf, ruled, stateOf } from "./reference-idempotency.ts";

const forgetting = (fits: (group: string, other: string | undefined) => boolean): Create =>
  changed((_, server) => ({
    async forget(group) {
      for (const [id, { key }] of server.rows) if (fits(group, key.group)) server.rows.delete(id);
      server.ends.delete(group);
    },
  }));

/** Stores with one flaw each in what they do with groups. */
export const flawedGroups = {
  "ending every key of a group by itself": ruled({
    isOver: (row, server) => row.record !== undefined && (row.endsAt ?? Number.POSITIVE_INFINITY) <= server.now(),
  }),
  "ending a group at the first time given": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      const end = key.group === undefined ? undefined : server.ends.get(key.group);
      const isKept = await good.finalize(key, mark, record, keepMs, call);
      if (key.group !== undefined && end !== undefined) server.ends.set(key.group, end);
      return isKept;
    },
  })),
  "ending a group at the last time given": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      const isKept = await good.finalize(key, mark, record, keepMs, call);
      if (key.group !== undefined && typeof keepMs === "number") server.ends.set(key.group, server.now() + keepMs);
      return isKept;
    },
  })),
  "ending pending keys with their group": ruled({
    isOver: (row, server) =>
      (row.record !== undefined || (row.key.group !== undefined && server.ends.has(row.key.group))) &&
      endOf(row, server) <= server.now(),
  }),
  "having one end for all groups": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      const isKept = await good.finalize(key, mark, record, keepMs, call);
      const end = Math.max(...server.ends.values());
      for (const group of server.ends.keys()) server.ends.set(group, end);
      return isKept;
    },
  })),
  "listing a page": changed((_, server) => ({
    async *records(group) {
      for (const row of server.rowsOf(group).slice(0, 1_000)) yield { name: row.key.name, ...stateOf(row, server) };
    },
  })),
  "listing a key twice where pages meet": changed((_, server) => ({
    async *records(group) {
      for (const [index, row] of server.rowsOf(group).entries()) {
        yield { name: row.key.name, ...stateOf(row, server) };
        if (index === 999) yield { name: row.key.name, ...stateOf(row, server) };
      }
    },
  })),
  "listing done keys only": changed((_, server) => ({
    async *records(group) {
      for (const row of server.rowsOf(group)) {
        if (row.record !== undefined) yield { name: row.key.name, ...stateOf(row, server) };
      }
    },
  })),
  "forgetting by prefix": forgetting((group, other) => other?.startsWith(group) ?? false),
  "forgetting by pattern": forgetting((group, other) => {
    const pattern = group
      .replaceAll(/[.+^${}()|[\]\\?*]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".");
    return other !== undefined && new RegExp(`^${pattern}$`, "s").test(other);
  }),
  "forgetting done keys only": changed((_, server) => ({
    async forget(group) {
      for (const [id, { key, record }] of server.rows) {
        if (key.group === group && record !== undefined) server.rows.delete(id);
      }
    },
  })),
  "forgetting keys without a group as well": forgetting((group, other) => other === undefined || other === group),
  "keeping records for a forgotten group": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      if (key.group !== undefined && server.get(key) === undefined) await good.reserve(key, mark, call);
      return good.finalize(key, mark, record, keepMs, call);
    },
  })),
  "failing to forget what is not there": changed((good, server) => ({
    async forget(group) {
      if (server.rowsOf(group).length === 0) throw new Error("There is no such group.");
      await good.forget(group);
    },
  })),
} satisfies Readonly<Record<string, Create>>;
