import type { IdempotencyStoreLike, KeyStateLike, StoreKeyLike, StoreUnderTest } from "../../src/stores.ts";

export interface Row {
  readonly key: StoreKeyLike;
  readonly mark: string;
  readonly reservedAt: number;
  /** Absent while the key is pending. */
  readonly record?: string;
  /** Of a key without a group. */
  readonly endsAt?: number;
}

/** What a flawed store may do in another way. */
export interface Rules {
  readonly idOf: (key: StoreKeyLike) => string;
  readonly groupOf: (group: string) => string;
  readonly isOver: (row: Row, server: Server) => boolean;
  readonly clock: () => number;
}

const exact: Rules = {
  idOf: ({ name, group }) => JSON.stringify([group ?? null, name]),
  groupOf: (group) => group,
  isOver: (row, server) => row.record !== undefined && endOf(row, server) <= server.now(),
  clock: () => performance.now(),
};

export function endOf({ key, endsAt }: Row, { ends, groupOf }: Server): number {
  const end = key.group === undefined ? endsAt : ends.get(groupOf(key.group));
  return end ?? Number.POSITIVE_INFINITY;
}

/** The shared part of a store: every function here is one atomic step. */
export interface Server extends Rules {
  readonly rows: Map<string, Row>;
  readonly ends: Map<string, number>;
  now(): number;
  advance(ms: number): void;
  stall(): void;
  isStalled(): boolean;
  get(key: StoreKeyLike): Row | undefined;
  set(row: Row): void;
  rowsOf(group: string): Row[];
}

export function startServer(rules: Partial<Rules> = {}): Server {
  const [rows, ends] = [new Map<string, Row>(), new Map<string, number>()];
  let [offsetMs, stalled] = [0, false];
  const merged = { ...exact, ...rules };
  const server: Server = {
    ...merged,
    rows,
    ends,
    now: () => merged.clock() + offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
    stall: () => {
      stalled = true;
    },
    isStalled: () => stalled,
    get(key) {
      const row = rows.get(merged.idOf(key));
      return row !== undefined && merged.isOver(row, server) ? undefined : row;
    },
    set: (row) => void rows.set(merged.idOf(row.key), row),
    rowsOf: (group) =>
      [...rows.values()].filter(
        (row) =>
          row.key.group !== undefined &&
          merged.groupOf(row.key.group) === merged.groupOf(group) &&
          !merged.isOver(row, server),
      ),
  };
  return server;
}

export const stateOf = ({ mark, record, reservedAt }: Row, { now }: Server): KeyStateLike =>
  record === undefined ? { state: "pending", mark, ageMs: now() - reservedAt } : { state: "done", mark, record };

/** Runs a command on the server: the way there and the way back take a while, and the signal ends both. */
export async function onServer<Answer>(
  server: Pick<Server, "isStalled">,
  signal: AbortSignal,
  command: () => Answer,
): Promise<Answer> {
  signal.throwIfAborted();
  if (server.isStalled()) {
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  }
  await undefined;
  const answer = command();
  await undefined;
  return answer;
}

/** A client of the server that does everything right. */
export function goodClient(server: Server): IdempotencyStoreLike {
  return {
    find: (key, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        return row && stateOf(row, server);
      }),
    reserve: (key, mark, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        const isFree = row === undefined || (row.mark === mark && row.record === undefined);
        if (!isFree) return stateOf(row, server);
        if (row === undefined) server.set({ key, mark, reservedAt: server.now() });
        return { state: "reserved" };
      }),
    finalize: (key, mark, record, keepMs, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        if (row?.mark !== mark) return false;
        keep(server, row, record, keepMs);
        return true;
      }),
    release: (key, mark, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        return row?.mark === mark && row.record === undefined && server.rows.delete(server.idOf(key));
      }),
    async *records(group) {
      for (const row of server.rowsOf(group)) yield { name: row.key.name, ...stateOf(row, server) };
    },
    async forget(group) {
      for (const row of server.rowsOf(group)) server.rows.delete(server.idOf(row.key));
      server.ends.delete(server.groupOf(group));
    },
  };
}

export function keep(server: Server, row: Row, record: string, keepMs: number | "until-forgotten"): void {
  const { group } = row.key;
  const { key, mark, reservedAt } = row;
  if (keepMs === "until-forgotten") {
    server.set({ key, mark, reservedAt, record });
    return;
  }
  const endsAt = server.now() + keepMs;
  server.set({ key, mark, reservedAt, record, endsAt });
  if (group === undefined) return;
  const at = server.groupOf(group);
  server.ends.set(at, Math.max(server.ends.get(at) ?? 0, endsAt));
}

/** Creates a store on a server of its own. */
export type Create = () => StoreUnderTest<IdempotencyStoreLike>;

type Flaw = (good: IdempotencyStoreLike, server: Server) => Partial<IdempotencyStoreLike>;

/** Stores with a flaw in every client. */
export const changed =
  (flaw: Flaw, rules?: Partial<Rules>): Create =>
  () => {
    const server = startServer(rules);
    const open = () => {
      const good = goodClient(server);
      return { ...good, ...flaw(good, server) };
    };
    return { store: open(), open, advance: server.advance, stall: server.stall };
  };

/** Stores with a server that has other rules. */
export const ruled = (rules: Partial<Rules>): Create => changed(() => ({}), rules);

export const createGoodStore: Create = changed(() => ({}));
