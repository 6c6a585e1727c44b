import { assertBetween, assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import { assertFound, assertKeeps, assertReserves, type IdempotencyClient } from "./idempotency-store.ts";
import { HOUR_MS, MINUTE_MS, withSkewedClock, YEAR_MS } from "./timing.ts";

const KEY = { name: "order-1" };
const GROUPED = { ...KEY, group: "spring" };

/** How long keys live, and by which clock. */
export function testAges(it: DefineTest<IdempotencyClient>): void {
  it("keeps a pending key, whatever its age", ["advance"], async ({ client, advance }) => {
    for (const key of [KEY, GROUPED]) await assertReserves(client, key, "hash.one");
    for (let year = 0; year < 2; year++) {
      await advance(YEAR_MS);
      for (const key of [KEY, GROUPED]) {
        const pending = { state: "pending", mark: "hash.one" };
        assertSame(await client.reserve(key, "hash.two"), pending, "The answer to another mark");
        await assertFound(client, key, "hash.one");
      }
    }
  });

  it("keeps a done key as long as it should, and no longer", ["advance"], async ({ client, advance }) => {
    await assertKeeps(client, KEY, "hash.one", "[1]", HOUR_MS);
    await assertKeeps(client, { name: "order-2" }, "hash.one", "[2]", 40 * 24 * HOUR_MS);
    await advance(59 * MINUTE_MS);
    await assertFound(client, KEY, "hash.one", "[1]");
    await advance(2 * MINUTE_MS);
    await assertFound(client, KEY);
    await assertReserves(client, KEY, "hash.two");
    await advance(39 * 24 * HOUR_MS);
    await assertFound(client, { name: "order-2" }, "hash.one", "[2]");
    await advance(24 * HOUR_MS);
    await assertFound(client, { name: "order-2" });
  });

  it("counts the time of a done key from when its record was kept", ["advance"], async ({ client, advance }) => {
    await assertReserves(client, KEY, "hash.one");
    await advance(3 * HOUR_MS);
    await client.finalize(KEY, "hash.one", "[1]", HOUR_MS);
    await advance(50 * MINUTE_MS);
    await client.finalize(KEY, "hash.one", "[2]", HOUR_MS);
    await advance(50 * MINUTE_MS);
    await assertFound(client, KEY, "hash.one", "[2]");
    await advance(11 * MINUTE_MS);
    await assertFound(client, KEY);
  });

  it("keeps a done key until it is forgotten, if it should", ["advance"], async ({ client, advance }) => {
    for (const key of [KEY, GROUPED]) await assertKeeps(client, key, "hash.one", "[1]", "until-forgotten");
    await advance(2 * YEAR_MS);
    for (const key of [KEY, GROUPED]) await assertFound(client, key, "hash.one", "[1]");
  });

  it("shows for how long a key has been pending", ["advance"], async ({ client, advance }) => {
    const started = performance.now();
    await assertReserves(client, KEY, "hash.one");
    assertBetween(await client.ageMs(KEY), 0, elapsedSince(started), "ageMs");
    await advance(90 * MINUTE_MS);
    await client.find(KEY);
    assertBetween(await client.ageMs(KEY), 90 * MINUTE_MS - 1_000, 90 * MINUTE_MS + elapsedSince(started), "ageMs");
  });

  it("is not misled by a caller whose clock is an hour off", ["skew"], async ({ client }) => {
    const started = performance.now();
    await assertReserves(client, KEY, "hash.one");
    const early = await withSkewedClock(HOUR_MS, () => client.ageMs(KEY));
    assertBetween(early, 0, elapsedSince(started), "ageMs for a caller whose clock is an hour ahead");
    const done = { name: "order-2" };
    await withSkewedClock(-HOUR_MS, () => assertKeeps(client, done, "hash.one", "[1]", 30 * MINUTE_MS));
    await assertFound(client, done, "hash.one", "[1]");
    await withSkewedClock(HOUR_MS, () => assertFound(client, done, "hash.one", "[1]"));
  });
}

/** With a second more, because clocks differ in what they round. */
function elapsedSince(started: number): number {
  return performance.now() - started + 1_000;
}
