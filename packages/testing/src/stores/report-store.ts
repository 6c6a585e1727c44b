import { assertSame } from "./check.ts";
import type { StoreCallLike } from "./idempotency-store.ts";
import { quietSignal } from "./timing.ts";

type MaybePromise<Value> = Value | Promise<Value>;

/** A delivery report as it is kept: plain JSON. */
export interface DeliveryLike {
  readonly provider: string;
  readonly id: string;
  readonly to?: string | undefined;
  readonly status: string;
  readonly terminal: boolean;
  readonly description?: string | undefined;
  readonly reference?: string | undefined;
  readonly authenticatedBy: string;
  readonly receivedAt?: string | undefined;
}

/** `new`: kept by this call. `pending`: kept, and not confirmed yet. `done`: confirmed, or a later status has its place. */
export type EventStateLike = "new" | "pending" | "done";

/** A store of delivery reports, as `createSms` takes it in `stores.reports`. */
export interface ReportStoreLike {
  advance(
    report: DeliveryLike,
    rank: number,
    key: string,
    call: StoreCallLike,
  ): MaybePromise<EventStateLike | "foreign">;
  claim(key: string, call: StoreCallLike): MaybePromise<EventStateLike>;
  confirm(key: string, call: StoreCallLike): MaybePromise<void>;
  tie(provider: string, ids: readonly string[], reference: string, call: StoreCallLike): MaybePromise<void>;
  find(provider: string, id: string, call: StoreCallLike): MaybePromise<readonly DeliveryLike[]>;
  findByReference(reference: string, call: StoreCallLike): MaybePromise<readonly DeliveryLike[]>;
}

/** A store as the tests call it: every call has a signal and returns a promise. */
export interface ReportClient {
  readonly store: ReportStoreLike;
  advance(report: DeliveryLike, rank: number, key: string): Promise<EventStateLike | "foreign">;
  claim(key: string): Promise<EventStateLike>;
  confirm(key: string): Promise<void>;
  tie(ids: readonly string[], reference: string): Promise<void>;
  /** The reports on an id in the order of their numbers, without fields that are `undefined`. */
  find(id: string, provider?: string): Promise<readonly DeliveryLike[]>;
  findByReference(reference: string): Promise<readonly DeliveryLike[]>;
}

const PROVIDER = "acme";

export function reportClient(store: ReportStoreLike): ReportClient {
  const call = () => ({ signal: quietSignal() });
  return {
    store,
    advance: async (report, rank, key) => store.advance(report, rank, key, call()),
    claim: async (key) => store.claim(key, call()),
    confirm: async (key) => store.confirm(key, call()),
    tie: async (ids, reference) => store.tie(PROVIDER, ids, reference, call()),
    find: async (id, provider = PROVIDER) => plain(await store.find(provider, id, call())),
    findByReference: async (reference) => plain(await store.findByReference(reference, call())),
  };
}

function plain(reports: readonly DeliveryLike[]): readonly DeliveryLike[] {
  const texts = reports.map((report) => JSON.stringify(report, Object.keys(report).sort()));
  return texts.sort().map((text) => JSON.parse(text) as DeliveryLike);
}

/** A report on this id, with the fields that every report has. */
export function reportOn(id: string, fields: Partial<DeliveryLike> = {}): DeliveryLike {
  return { provider: PROVIDER, id, status: "sent", terminal: false, authenticatedBy: "signed-url", ...fields };
}

/** Fails unless these reports are found, in any order. */
export function assertReports(found: readonly DeliveryLike[], expected: readonly DeliveryLike[]): void {
  assertSame(found, plain(expected), "What is found");
}

export async function assertState(state: Promise<EventStateLike | "foreign">, expected: string): Promise<void> {
  assertSame(await state, expected, "The state of the event");
}
