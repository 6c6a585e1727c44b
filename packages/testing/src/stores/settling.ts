import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import { assertFound, assertKeeps, assertReserves, type IdempotencyClient } from "./idempotency-store.ts";
import { exactTexts } from "./look-alikes.ts";
import { HOUR_MS } from "./timing.ts";

const KEY = { name: "order-1" };
const KEYS = [KEY, { ...KEY, group: "spring" }];
const OTHER_MARKS = ["hash.two", "hash.on", "hash.one2", "hash.One", ""];
const ROUNDS = 50;

/** What `finalize` and `release` do, and what they leave alone. */
export function testSettling(it: DefineTest<IdempotencyClient>): void {
  it("returns marks and records as they were, character for character", [], async ({ client }) => {
    for (const [index, record] of exactTexts.entries()) {
      const [key, mark] = [{ name: `order-${index}` }, `aZ09-._~+/=${index}.reference`];
      await assertKeeps(client, key, mark, record, HOUR_MS);
      await assertFound(client, key, mark, record);
    }
  });

  it("keeps a record only under the mark that has the key", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertReserves(client, key, "hash.one");
      for (const mark of OTHER_MARKS) await assertAnswer(client.finalize(key, mark, "[2]", HOUR_MS), false);
      await assertFound(client, key, "hash.one");
      await assertAnswer(client.finalize(key, "hash.one", "[1]", HOUR_MS), true);
      for (const mark of OTHER_MARKS) await assertAnswer(client.finalize(key, mark, "[2]", HOUR_MS), false);
      await assertFound(client, key, "hash.one", "[1]");
    }
  });

  it("keeps no record of a key that is free", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertAnswer(client.finalize(key, "hash.one", "[1]", HOUR_MS), false);
      await assertFound(client, key);
    }
  });

  it("keeps a record again after a lost answer, and a later one instead of it", [], async ({ client }) => {
    await assertKeeps(client, KEY, "hash.one", "[1]", "until-forgotten");
    await assertAnswer(client.finalize(KEY, "hash.one", "[1]", "until-forgotten"), true);
    await assertFound(client, KEY, "hash.one", "[1]");
    await assertAnswer(client.finalize(KEY, "hash.one", "[2]", HOUR_MS), true);
    await assertFound(client, KEY, "hash.one", "[2]");
  });

  it("changes no other caller's key when a record is sent again", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertReserves(client, key, "hash.one");
      await client.release(key, "hash.one");
      await assertReserves(client, key, "hash.two");
      await assertAnswer(client.finalize(key, "hash.one", "[1]", HOUR_MS), false);
      await assertFound(client, key, "hash.two");
    }
  });

  it("releases a key only under the mark that has it", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertAnswer(client.release(key, "hash.one"), false);
      await assertReserves(client, key, "hash.one");
      for (const mark of OTHER_MARKS) await assertAnswer(client.release(key, mark), false);
      await assertFound(client, key, "hash.one");
    }
  });

  it("releases no key that is done", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertKeeps(client, key, "hash.one", "[1]", HOUR_MS);
      await assertAnswer(client.release(key, "hash.one"), false);
      await assertFound(client, key, "hash.one", "[1]");
    }
  });

  it("frees no other caller's key when a release is sent again", [], async ({ client }) => {
    for (const key of KEYS) {
      await assertReserves(client, key, "hash.one");
      await assertAnswer(client.release(key, "hash.one"), true);
      await assertAnswer(client.release(key, "hash.one"), false);
      await assertReserves(client, key, "hash.two");
      await assertAnswer(client.release(key, "hash.one"), false);
      await assertFound(client, key, "hash.two");
    }
  });

  it("compares the mark and frees the key in one step", [], async ({ client }) => {
    await inRounds(async (name) => {
      await assertReserves(client, { name }, "hash.one");
      // The same release arrives four times, from soon to later, while others want the key.
      const releases = [0, 1, 2, 3].map((ticks) => soon(ticks, () => client.release({ name }, "hash.one")));
      const takers = takeKey(client, name);
      const released = (await Promise.all(releases)).filter((isReleased) => isReleased);
      assertSame(released.length, 1, "How often the key was released");
      await assertOneTaker(client, name, await takers);
    });
  });

  it("compares the mark and keeps the record in one step", [], async ({ client }) => {
    await inRounds(async (name) => {
      await assertReserves(client, { name }, "hash.one");
      const takers = takeKey(client, name);
      const [released, kept] = await Promise.all([
        soon(1, () => client.release({ name }, "hash.one")),
        soon(0, () => client.finalize({ name }, "hash.one", "[1]", HOUR_MS)),
      ]);
      assertSame(released, !kept, "Whether the key was released although its record was kept, or neither");
      // Waited for in any case, so that none of them calls a store that is closed.
      const winners = await takers;
      if (kept) await assertFound(client, { name }, "hash.one", "[1]");
      else await assertOneTaker(client, name, winners);
    });
  });
}

/** Several callers that try a few times to get the key. Resolves to the marks that got it. */
async function takeKey(client: IdempotencyClient, name: string): Promise<readonly string[]> {
  const winners: string[] = [];
  const take = async (mark: string) => {
    for (let attempt = 0; attempt < 6; attempt++) {
      if ((await client.reserve({ name }, mark)).state === "reserved") return winners.push(mark);
    }
  };
  await Promise.all([0, 1, 2, 3].map((ticks) => soon(ticks, () => take(`hash.taker-${ticks}`))));
  return winners;
}

async function assertOneTaker(client: IdempotencyClient, name: string, winners: readonly string[]): Promise<void> {
  assertSame(winners.length <= 1, true, "Whether one caller at most got the key");
  await assertFound(client, { name }, winners[0]);
}

async function soon<Value>(ticks: number, run: () => Promise<Value>): Promise<Value> {
  for (let tick = 0; tick < ticks; tick++) await undefined;
  return run();
}

async function assertAnswer(answer: Promise<boolean>, expected: boolean): Promise<void> {
  assertSame(await answer, expected, "The answer");
}

/** The commands of a round arrive at the same moment, and the rounds as well. */
async function inRounds(run: (name: string) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: ROUNDS }, (_, index) => run(`order-${index}`)));
}
