import type { OtpLimitLike, OtpPlaceLike, OtpStoreLike, StoreUnderTest } from "../../src/stores.ts";
import { onServer } from "./reference-idempotency.ts";

/** Creates a store on a server of its own. */
export type Create = () => StoreUnderTest<OtpStoreLike>;

interface Value {
  readonly value: string;
  readonly endsAt: number;
}

/** The shared part of a store, and what a flawed one may do in another way. */
interface Server {
  readonly idOf: (key: string) => string;
  readonly clock: () => number;
  readonly takePlace: typeof takePlace;
  readonly values: Map<string, Value>;
  readonly places: Map<string, readonly number[]>;
  now(): number;
  isStalled(): boolean;
}

/** The place, and the times to keep. */
type Taken = { readonly place: OtpPlaceLike; readonly times: readonly number[] };

function takePlace(times: readonly number[], limits: readonly OtpLimitLike[], now: number): Taken {
  const waits = limits.map(({ count, windowMs }) => {
    const blocking = times.at(-count);
    return blocking === undefined ? 0 : Math.max(0, blocking + windowMs - now);
  });
  const retryAfterMs = Math.max(0, ...waits);
  if (retryAfterMs === 0) return { place: { ok: true }, times: [...times, now] };
  return { place: { ok: false, limit: waits.indexOf(retryAfterMs), retryAfterMs }, times };
}

function goodClient(server: Server): OtpStoreLike {
  const run = <Answer>(signal: AbortSignal | undefined, command: () => Answer) =>
    onServer(server, signal ?? new AbortController().signal, command);
  return {
    take: (key, limits, call) =>
      run(call?.signal, () => {
        const { place, times } = server.takePlace(server.places.get(server.idOf(key)) ?? [], limits, server.now());
        server.places.set(server.idOf(key), times);
        return place;
      }),
    put: (key, value, lifetimeMs, call) =>
      run(call?.signal, () => void server.values.set(server.idOf(key), { value, endsAt: server.now() + lifetimeMs })),
    get: (key, call) =>
      run(call?.signal, () => {
        const kept = server.values.get(server.idOf(key));
        return kept !== undefined && kept.endsAt > server.now() ? kept.value : undefined;
      }),
  };
}

const changed =
  (
    flaw: (good: OtpStoreLike, server: Server) => Partial<OtpStoreLike>,
    rules: Partial<Pick<Server, "idOf" | "clock" | "takePlace">> = {},
  ): Create =>
  () => {
    let [offsetMs, isStalled] = [0, false];
    const server: Server = {
      idOf: (key) => key,
      clock: () => performance.now(),
      takePlace,
      ...rules,
      values: new Map(),
      places: new Map(),
      now: () => server.clock() + offsetMs,
      isStalled: () => isStalled,
    };
    const open = () => {
      const good = goodClient(server);
      return { ...good, ...flaw(good, server) };
    };
    return {
      store: open(),
      open,
      advance: (ms) => {
        offsetMs += ms;
      },
      stall: () => {
        isStalled = true;
      },
    };
  };

const ruled = (rules: Partial<Pick<Server, "idOf" | "clock" | "takePlace">>) => changed(() => ({}), rules);
/** The flaw is in the places only. */
const taking = (take: typeof takePlace) => ruled({ takePlace: take });
const altering = (change: (value: string) => string) =>
  changed((good) => ({ put: (key, value, lifetimeMs, call) => good.put(key, change(value), lifetimeMs, call) }));

export const createGoodOtpStore: Create = ruled({});

/** Stores with one flaw each. */
export const flawedOtpStores = {
  "taking in two steps": changed((good, server) => ({
    async take(key, limits, call) {
      const times = server.places.get(key) ?? [];
      await good.get(key, call);
      const taken = takePlace(times, limits, server.now());
      server.places.set(key, taken.times);
      return taken.place;
    },
  })),
  "counting within a client only": changed((good, server) => {
    const places = new Map<string, readonly number[]>();
    return {
      async take(key, limits, call) {
        await good.get(key, call);
        const taken = takePlace(places.get(key) ?? [], limits, server.now());
        places.set(key, taken.times);
        return taken.place;
      },
    };
  }),
  "giving one place too many": taking((times, limits, now) =>
    takePlace(
      times,
      limits.map(({ count, windowMs }) => ({ count: count + 1, windowMs })),
      now,
    ),
  ),
  "naming the first limit": taking((times, limits, now) => {
    const { place, times: kept } = takePlace(times, limits, now);
    return { place: place.ok ? place : { ...place, limit: 0 }, times: kept };
  }),
  "waiting for the shortest": taking((times, limits, now) => {
    const taken = takePlace(times, limits, now);
    if (taken.place.ok) return taken;
    const waits = limits.map((limit) => takePlace(times, [limit], now).place);
    const shortest = Math.min(...waits.map((place) => (place.ok ? Number.POSITIVE_INFINITY : place.retryAfterMs)));
    return { place: { ...taken.place, retryAfterMs: shortest }, times: taken.times };
  }),
  "waiting in seconds": taking((times, limits, now) => {
    const { place, times: kept } = takePlace(times, limits, now);
    return { place: place.ok ? place : { ...place, retryAfterMs: place.retryAfterMs / 1_000 }, times: kept };
  }),
  "counting what it did not give": taking((times, limits, now) => {
    const { place, times: kept } = takePlace(times, limits, now);
    return { place, times: place.ok ? kept : [...kept, now] };
  }),
  "taking under each limit by itself": taking((times, limits, now) => {
    const { place, times: kept } = takePlace(times, limits, now);
    const isRoomSomewhere = limits.some((limit) => takePlace(times, [limit], now).place.ok);
    return { place, times: place.ok || !isRoomSomewhere ? kept : [...kept, now] };
  }),
  "giving all places back at once": taking((times, limits, now) => {
    const [first = now] = times;
    const longest = Math.max(...limits.map(({ windowMs }) => windowMs));
    return takePlace(first + longest <= now ? [] : times, limits, now);
  }),
  "giving no place back": taking((times, limits, now) => {
    const taken = takePlace(times, limits, now);
    const [{ count, windowMs } = { count: 1, windowMs: 1 }] = limits;
    return limits.length === 1 && times.length >= count
      ? { place: { ok: false, limit: 0, retryAfterMs: windowMs }, times }
      : taken;
  }),
  "comparing keys without case": ruled({ idOf: (key) => key.toLowerCase() }),
  "composing keys": ruled({ idOf: (key) => key.normalize("NFC") }),
  "taking the caller's clock": ruled({ clock: () => Date.now() }),
  "trimming values": altering((value) => value.trim()),
  "reading values as JSON": changed((good) => ({
    async get(key, call) {
      const value = await good.get(key, call);
      return value === "null" ? undefined : value;
    },
  })),
  "returning null": changed((good) => ({
    get: async (key, call) => (await good.get(key, call)) ?? (null as unknown as undefined),
  })),
  "keeping the first value": changed((good) => ({
    async put(key, value, lifetimeMs, call) {
      if ((await good.get(key, call)) === undefined) await good.put(key, value, lifetimeMs, call);
    },
  })),
  "keeping the lifetime of the first value": changed((good, server) => ({
    async put(key, value, lifetimeMs, call) {
      const kept = server.values.get(key);
      await good.put(key, value, lifetimeMs, call);
      if (kept !== undefined) server.values.set(key, { value, endsAt: kept.endsAt });
    },
  })),
  "keeping values for ever": changed((good, server) => ({
    put: (key, value, _, call) => good.put(key, value, Number.POSITIVE_INFINITY, call),
    get: async (key, call) => {
      await good.get(key, call);
      return server.values.get(key)?.value;
    },
  })),
  "taking milliseconds for seconds": changed((good) => ({
    put: (key, value, lifetimeMs, call) => good.put(key, value, lifetimeMs / 1_000, call),
  })),
  "remembering values": changed((good) => {
    const cache = new Map<string, string>();
    return {
      async put(key, value, lifetimeMs, call) {
        await good.put(key, value, lifetimeMs, call);
        cache.set(key, value);
      },
      async get(key, call) {
        const value = await good.get(key, call);
        return value === undefined ? undefined : (cache.get(key) ?? value);
      },
    };
  }),
  "ignoring the signal": changed((good) => ({ get: (key) => good.get(key) })),
  "hanging after an abort": changed((good) => ({
    put: (key, value, lifetimeMs, call) =>
      call?.signal.aborted ? new Promise<never>(() => {}) : good.put(key, value, lifetimeMs, call),
  })),
} satisfies Readonly<Record<string, Create>>;
