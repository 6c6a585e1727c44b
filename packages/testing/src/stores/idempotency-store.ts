import { assertBetween, assertSame } from "./check.ts";
import { quietSignal } from "./timing.ts";

// The contract of polysms as far as it is checked here: a store may be made for another version of it.

/** A key. Keys of one group, such as the rows of a campaign, are kept together and forgotten together. */
export interface StoreKeyLike {
  readonly name: string;
  readonly group?: string | undefined;
}

/** Given with every call of a store, which should stop waiting when the signal fires. */
export interface StoreCallLike {
  readonly signal: AbortSignal;
}

/** What a store knows of a key. */
export type KeyStateLike =
  | { readonly state: "pending"; readonly mark: string; readonly ageMs: number }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

/** A store of idempotency keys, as `createSms` takes it in `stores.idempotency`. */
export interface IdempotencyStoreLike {
  find(key: StoreKeyLike, call: StoreCallLike): Promise<KeyStateLike | undefined>;
  reserve(key: StoreKeyLike, mark: string, call: StoreCallLike): Promise<{ readonly state: "reserved" } | KeyStateLike>;
  finalize(
    key: StoreKeyLike,
    mark: string,
    record: string,
    keepMs: number | "until-forgotten",
    call: StoreCallLike,
  ): Promise<boolean>;
  release(key: StoreKeyLike, mark: string, call: StoreCallLike): Promise<boolean>;
  records(group: string): AsyncIterable<{ readonly name: string } & KeyStateLike>;
  forget(group: string): Promise<void>;
}

/** A state without its age, which is never the same twice. */
type State =
  | { readonly state: "reserved" }
  | { readonly state: "pending"; readonly mark: string }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

/** A store as the tests call it: every call has a signal, and the form of every answer is checked. */
export interface IdempotencyClient {
  readonly store: IdempotencyStoreLike;
  find(key: StoreKeyLike): Promise<State | undefined>;
  reserve(key: StoreKeyLike, mark: string): Promise<State>;
  finalize(key: StoreKeyLike, mark: string, record: string, keepMs: number | "until-forgotten"): Promise<boolean>;
  release(key: StoreKeyLike, mark: string): Promise<boolean>;
  /** The states of a group in the order of their names. */
  records(group: string): Promise<readonly (State & { readonly name: string })[]>;
  forget(group: string): Promise<void>;
  /** How long a key has been pending. */
  ageMs(key: StoreKeyLike): Promise<number>;
}

export function idempotencyClient(store: IdempotencyStoreLike): IdempotencyClient {
  const call = () => ({ signal: quietSignal() });
  return {
    store,
    find: async (key) => {
      const state = await store.find(key, call());
      return state === undefined ? undefined : withoutAge(state);
    },
    reserve: async (key, mark) => withoutAge(await store.reserve(key, mark, call())),
    finalize: (key, mark, record, keepMs) => store.finalize(key, mark, record, keepMs, call()),
    release: (key, mark) => store.release(key, mark, call()),
    async records(group) {
      const records: (State & { readonly name: string })[] = [];
      for await (const { name, ...state } of store.records(group)) records.push({ name, ...withoutAge(state) });
      return records.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    forget: (group) => store.forget(group),
    async ageMs(key) {
      const found = await store.find(key, call());
      return found?.state === "pending" ? found.ageMs : Number.NaN;
    },
  };
}

function withoutAge(state: { readonly state: "reserved" } | KeyStateLike): State {
  if (state.state !== "pending") return state;
  const { ageMs, ...rest } = state;
  assertBetween(ageMs, 0, Number.MAX_SAFE_INTEGER, "ageMs");
  return rest;
}

export const RESERVED: State = { state: "reserved" };

export async function assertReserves(client: IdempotencyClient, key: StoreKeyLike, mark: string): Promise<void> {
  assertSame(await client.reserve(key, mark), RESERVED, "The answer to reserve");
}

/** Fails unless the key has this record under this mark, or is pending under it, or is free. */
export async function assertFound(
  client: IdempotencyClient,
  key: StoreKeyLike,
  mark?: string,
  record?: string,
): Promise<void> {
  const expected = record === undefined ? { state: "pending", mark } : { state: "done", mark, record };
  assertSame(await client.find(key), mark === undefined ? undefined : expected, "What find returns");
}

/** Reserves a key and keeps a record of it. */
export async function assertKeeps(
  client: IdempotencyClient,
  key: StoreKeyLike,
  mark: string,
  record: string,
  keepMs: number | "until-forgotten",
): Promise<void> {
  await assertReserves(client, key, mark);
  assertSame(await client.finalize(key, mark, record, keepMs), true, "The answer to finalize");
}
