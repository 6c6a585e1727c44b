import { testAges } from "./ages.ts";
import { defineTests, type StoreTestOptions } from "./context.ts";
import { testDistinctKeys } from "./distinct-keys.ts";
import { testGroups } from "./groups.ts";
import { type IdempotencyStoreLike, idempotencyClient } from "./idempotency-store.ts";
import { testReserving } from "./reserving.ts";
import { testSettling } from "./settling.ts";
import { testSignals } from "./signals.ts";

/**
 * Defines the tests that every store of idempotency keys has to pass: who gets a key, who may change it, how long it
 * lives, and what a group holds. They make a few thousand calls. Throws at once if the options are wrong. They do not
 * prove that anything outlives a crash.
 */
export function describeIdempotencyStore(options: StoreTestOptions<IdempotencyStoreLike>): void {
  const it = defineTests(options, idempotencyClient);
  options.test.describe(["idempotency store", options.name].join(" ").trim(), () => {
    testReserving(it);
    testSettling(it);
    testAges(it);
    testGroups(it);
    testDistinctKeys(it);
    testSignals(it);
  });
}
