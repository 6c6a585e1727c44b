import { assertBetween, assertSame } from "./check.ts";
import type { StoreCallLike } from "./idempotency-store.ts";
import { quietSignal } from "./timing.ts";

/** At most `count` places in any `windowMs` milliseconds. */
export interface OtpLimitLike {
  readonly count: number;
  readonly windowMs: number;
}

/** A place was taken, or the index of the limit with the longest wait, and that wait in milliseconds. */
export type OtpPlaceLike =
  | { readonly ok: true }
  | { readonly ok: false; readonly limit: number; readonly retryAfterMs: number };

/** A store of one-time codes, as `createSms` takes it in `stores.otp`. */
export interface OtpStoreLike {
  take(key: string, limits: readonly OtpLimitLike[], call?: StoreCallLike): Promise<OtpPlaceLike>;
  put(key: string, value: string, lifetimeMs: number, call?: StoreCallLike): Promise<void>;
  get(key: string, call?: StoreCallLike): Promise<string | undefined>;
}

/** A store as the tests call it: every call has a signal. */
export interface OtpClient {
  readonly store: OtpStoreLike;
  take(key: string, limits: readonly OtpLimitLike[]): Promise<OtpPlaceLike>;
  put(key: string, value: string, lifetimeMs: number): Promise<void>;
  get(key: string): Promise<string | undefined>;
}

export function otpClient(store: OtpStoreLike): OtpClient {
  const call = () => ({ signal: quietSignal() });
  return {
    store,
    take: (key, limits) => store.take(key, limits, call()),
    put: (key, value, lifetimeMs) => store.put(key, value, lifetimeMs, call()),
    get: (key) => store.get(key, call()),
  };
}

export async function assertTakes(client: OtpClient, key: string, limits: readonly OtpLimitLike[]): Promise<void> {
  assertSame(await client.take(key, limits), { ok: true }, `The answer to take for "${key.slice(-40)}"`);
}

/** Fails unless there is no place, because of this limit, for about so many milliseconds. */
export async function assertNoPlace(
  client: OtpClient,
  key: string,
  limits: readonly OtpLimitLike[],
  limit: number,
  retryAfterMs: number,
): Promise<void> {
  const place = await client.take(key, limits);
  if (place.ok) throw new Error(`take gave a place that limits[${limit}] does not allow.`);
  assertSame(place.limit, limit, "The limit with the longest wait");
  // Clocks differ in what they round, and time passes in between.
  assertBetween(place.retryAfterMs, retryAfterMs - SLACK_MS, retryAfterMs + 1_000, "retryAfterMs");
}

const SLACK_MS = 30_000;

export async function assertValue(client: OtpClient, key: string, value: string | undefined): Promise<void> {
  assertSame(await client.get(key), value, `What get returns for "${key.slice(-40)}"`);
}
