import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import {
  assertFound,
  assertKeeps,
  assertReserves,
  type IdempotencyClient,
  RESERVED,
  type StoreKeyLike,
} from "./idempotency-store.ts";
import { HOUR_MS } from "./timing.ts";

const CALLERS = 20;
const KEYS = 100;
const KEY = { name: "order-1" };

/** Who gets a key. */
export function testReserving(it: DefineTest<IdempotencyClient>): void {
  it(`gives a key to one of ${CALLERS} callers, and shows its mark to the others`, [], async ({ client }) => {
    await raceForKeys(Array.from({ length: CALLERS }, () => client));
  });

  it(`gives a key to one of ${CALLERS} callers of two clients`, ["open"], async ({ client, open }) => {
    const other = await open();
    await raceForKeys(Array.from({ length: CALLERS }, (_, index) => (index % 2 === 0 ? client : other)));
  });

  it("gives a pending key again to its own mark, because an answer may have been lost", [], async ({ client }) => {
    for (const key of [KEY, { ...KEY, group: "spring" }]) {
      await assertReserves(client, key, "hash.one");
      await assertReserves(client, key, "hash.one");
      await assertFound(client, key, "hash.one");
    }
  });

  it("shows a pending key to another mark, and changes nothing", [], async ({ client }) => {
    await assertReserves(client, KEY, "hash.one");
    // Marks are compared as a whole, and by case.
    for (const mark of ["hash.two", "hash.on", "hash.one2", "hash.One", "hash", "HASH.one"]) {
      assertSame(await client.reserve(KEY, mark), { state: "pending", mark: "hash.one" }, "The answer to another mark");
    }
    await assertFound(client, KEY, "hash.one");
  });

  it("shows the record of a done key to every mark, its own too", [], async ({ client }) => {
    await assertKeeps(client, KEY, "hash.one", "[1]", HOUR_MS);
    for (const mark of ["hash.one", "hash.two"]) {
      const done = { state: "done", mark: "hash.one", record: "[1]" };
      assertSame(await client.reserve(KEY, mark), done, "The answer to reserve");
    }
  });

  it("reserves nothing in find", [], async ({ client }) => {
    await assertFound(client, KEY);
    await assertFound(client, KEY);
    await assertReserves(client, KEY, "hash.one");
  });

  it("gives a released key to one of the next callers", [], async ({ client }) => {
    await assertReserves(client, KEY, "hash.one");
    assertSame(await client.release(KEY, "hash.one"), true, "The answer to release");
    await assertFound(client, KEY);
    await raceForKey([client, client, client], KEY);
  });
}

async function raceForKeys(clients: readonly IdempotencyClient[]): Promise<void> {
  const keys = Array.from({ length: KEYS }, (_, index) => ({
    name: `order-${index}`,
    group: index % 2 === 0 ? undefined : "spring",
  }));
  await Promise.all(keys.map((key) => raceForKey(clients, key)));
}

/** All callers want the key at the same moment, each with a mark of its own. */
async function raceForKey(clients: readonly IdempotencyClient[], key: StoreKeyLike): Promise<void> {
  const marks = clients.map((_, index) => `hash.caller-${index}`);
  const answers = await Promise.all(clients.map((client, index) => client.reserve(key, marks[index] ?? "")));
  const winners = marks.filter((_, index) => answers[index]?.state === "reserved");
  assertSame(winners.length, 1, `The number of callers that got "${key.name}"`);
  const expected = marks.map((mark) => (mark === winners[0] ? RESERVED : { state: "pending", mark: winners[0] }));
  assertSame(answers, expected, "What the callers got");
}
