import { SmsError } from "@polysms/core";
import { settlesWithin } from "../concurrency/wait.ts";
import type { IdempotencyStore, Reservation } from "./store.ts";

/** How long a call waits for the store. */
const STORE_TIMEOUT_MS = 5_000;

/**
 * Reserves a key. Rejects with an `SmsError` if the store fails or takes longer than 5 seconds; nothing was sent then.
 */
export async function reserve(store: IdempotencyStore, key: string, mark: string): Promise<Reservation> {
  const reserving = (async () => store.reserve(key, mark))();
  const nothingSent = (problem: string, cause?: unknown) =>
    new SmsError(`The idempotency store ${problem}, so nothing was sent.`, {
      code: "config",
      mayHaveBeenSent: false,
      cause,
    });
  if (!(await settlesWithin(STORE_TIMEOUT_MS, reserving))) {
    // A reservation that comes too late is released: nothing is sent under it.
    reserving.then(({ state }) => (state === "reserved" ? store.release(key, mark) : undefined)).catch(() => {});
    throw nothingSent(`did not answer within ${STORE_TIMEOUT_MS / 1_000} seconds`);
  }
  try {
    return await reserving;
  } catch (cause) {
    throw nothingSent("failed", cause);
  }
}

/** Waits up to 5 seconds for work on the store, and ignores its failure. */
export async function attemptWithin(work: () => Promise<void>): Promise<void> {
  await settlesWithin(STORE_TIMEOUT_MS, (async () => work())());
}
