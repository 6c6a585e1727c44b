import { type Create, changed, keep, onServer } from "./reference-idempotency.ts";

/** Stores with one flaw each in who gets a key, and who may change it. */
export const flawedStores = {
  "reserving in two steps": changed((good, server) => ({
    async reserve(key, mark, call) {
      const found = await good.find(key, call);
      if (found !== undefined) return good.reserve(key, mark, call);
      return onServer(server, call.signal, () => {
        server.set({ key, mark, reservedAt: server.now() });
        return { state: "reserved" };
      });
    },
  })),
  "being atomic within a client only": changed((good, server) => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      reserve(key, mark, call) {
        const turn = last.then(async () => {
          const found = await good.find(key, call);
          if (found !== undefined) return good.reserve(key, mark, call);
          return onServer(server, call.signal, () => {
            server.set({ key, mark, reservedAt: server.now() });
            return { state: "reserved" as const };
          });
        });
        last = turn.catch(() => {});
        return turn;
      },
    };
  }),
  "not knowing its own mark": changed((good) => ({
    async reserve(key, mark, call) {
      return (await good.find(key, call)) ?? good.reserve(key, mark, call);
    },
  })),
  "giving a done key to its own mark": changed((good) => ({
    async reserve(key, mark, call) {
      const answer = await good.reserve(key, mark, call);
      return answer.state === "done" && answer.mark === mark ? { state: "reserved" } : answer;
    },
  })),
  "replacing the mark of a pending key": changed((good, server) => ({
    async reserve(key, mark, call) {
      const answer = await good.reserve(key, mark, call);
      const row = server.get(key);
      if (answer.state === "pending" && row !== undefined) server.set({ ...row, mark });
      return answer;
    },
  })),
  "comparing only the start of a mark": changed((good, server) => ({
    async reserve(key, mark, call) {
      const answer = await good.reserve(key, mark, call);
      const isSame = answer.state === "pending" && answer.mark.split(".")[0] === mark.split(".")[0];
      return isSame && server.get(key)?.mark !== mark ? { state: "reserved" } : answer;
    },
  })),
  "reserving in find": changed((good) => ({
    async find(key, call) {
      const found = await good.find(key, call);
      if (found === undefined) await good.reserve(key, "hash.seen", call);
      return found;
    },
  })),
  "keeping a record without comparing": changed((_good, server) => ({
    finalize: (key, _, record, keepMs, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        if (row !== undefined) keep(server, row, record, keepMs);
        return row !== undefined;
      }),
  })),
  "keeping a record of a free key": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      if ((await good.find(key, call)) === undefined) server.set({ key, mark, reservedAt: server.now() });
      return good.finalize(key, mark, record, keepMs, call);
    },
  })),
  "keeping a record in two steps": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      const found = await good.find(key, call);
      if (found?.mark !== mark) return false;
      return onServer(server, call.signal, () => {
        keep(server, { key, mark, reservedAt: server.now() }, record, keepMs);
        return true;
      });
    },
  })),
  "keeping only the first record": changed((good) => ({
    async finalize(key, mark, record, keepMs, call) {
      const found = await good.find(key, call);
      if (found?.state === "done" && found.mark === mark) return true;
      return good.finalize(key, mark, record, keepMs, call);
    },
  })),
  "answering false to the same record": changed((good) => ({
    async finalize(key, mark, record, keepMs, call) {
      const found = await good.find(key, call);
      const isKept = await good.finalize(key, mark, record, keepMs, call);
      return isKept && found?.state === "pending";
    },
  })),
  "releasing without comparing": changed((_good, server) => ({
    release: (key, _, { signal }) =>
      onServer(server, signal, () => {
        const row = server.get(key);
        return row !== undefined && row.record === undefined && server.rows.delete(server.idOf(key));
      }),
  })),
  "releasing in two steps": changed((good, server) => ({
    async release(key, mark, call) {
      const found = await good.find(key, call);
      if (found?.state !== "pending" || found.mark !== mark) return false;
      return onServer(server, call.signal, () => server.rows.delete(server.idOf(key)));
    },
  })),
  "releasing done keys": changed((_good, server) => ({
    release: (key, mark, { signal }) =>
      onServer(server, signal, () => server.get(key)?.mark === mark && server.rows.delete(server.idOf(key))),
  })),
  "answering true to every release": changed((good) => ({
    release: async (key, mark, call) => {
      await good.release(key, mark, call);
      return true;
    },
  })),
  "remembering what was free": changed((good, server) => {
    // A cache of each client's own.
    const free = new Set<string>();
    return {
      async find(key, call) {
        if (free.has(server.idOf(key))) return undefined;
        const found = await good.find(key, call);
        if (found === undefined) free.add(server.idOf(key));
        return found;
      },
      reserve(key, mark, call) {
        free.delete(server.idOf(key));
        return good.reserve(key, mark, call);
      },
    };
  }),
  "ignoring the signal": changed((good) => {
    const { signal } = new AbortController();
    return { find: (key) => good.find(key, { signal }) };
  }),
  "hanging after an abort": changed((good) => ({
    reserve: (key, mark, call) => (call.signal.aborted ? new Promise<never>(() => {}) : good.reserve(key, mark, call)),
  })),
  "losing its own mark after an abort": changed((good, server) => ({
    async reserve(key, mark, call) {
      const isAborted = call.signal.aborted;
      if (isAborted && server.get(key) === undefined) server.set({ key, mark: "hash.lost", reservedAt: server.now() });
      return good.reserve(key, mark, call);
    },
  })),
} satisfies Readonly<Record<string, Create>>;
