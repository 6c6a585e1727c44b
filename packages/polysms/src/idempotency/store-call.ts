import type { SmsError } from "@polysms/core";
import { type StoreLimits, storeAccess } from "../concurrency/ask-store.ts";
import type { IdempotencyStore, Reservation, StoreCall, StoreKey } from "./store.ts";

export const askStore = storeAccess("idempotency store", "this call sent nothing").ask;

/**
 * Reserves a key. A lost answer is asked for again under the same mark; if that fails as well, the reservation is given
 * back as far as possible, and it rejects with an `SmsError`: nothing was sent.
 */
export async function reserveKey(
  store: IdempotencyStore,
  key: StoreKey,
  mark: string,
  limits: StoreLimits,
): Promise<Reservation> {
  const commands: Promise<unknown>[] = [];
  const reserve = () =>
    askStore(limits, (call) => {
      const command = (async () => store.reserve(key, mark, call))();
      commands.push(command);
      return command;
    });
  try {
    return await reserve().catch((error: SmsError) => {
      // Only a store that answered with a failure is asked again: the others have used up the time.
      if (error.cause === undefined || limits.signal?.aborted) throw error;
      return reserve();
    });
  } catch (error) {
    // A command may still be carried out, and nobody would ever finish its reservation.
    const release = () => ignoreFailure(askStore({}, (call) => store.release(key, mark, call)));
    void Promise.allSettled(commands).then(release);
    throw error;
  }
}

/**
 * Waits for a command no longer than the limits allow, and ignores its failure; the command itself goes on. A store that
 * answered with a failure is asked once more.
 */
export async function attemptStore(
  { signal }: StoreLimits,
  command: (call: StoreCall) => Promise<unknown>,
): Promise<void> {
  const done = ignoreFailure(
    askStore({}, command).catch((error: SmsError) => (error.cause === undefined ? undefined : askStore({}, command))),
  );
  if (signal === undefined) return done;
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    void done.then(end);
  });
}

async function ignoreFailure(work: Promise<unknown>): Promise<void> {
  await work.then(
    () => {},
    () => {},
  );
}
