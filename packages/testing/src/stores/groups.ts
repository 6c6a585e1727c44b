import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import { assertFound, assertKeeps, assertReserves, type IdempotencyClient } from "./idempotency-store.ts";
import { HOUR_MS, MINUTE_MS } from "./timing.ts";

const GROUP = "spring";
const row = (index: number, group = GROUP) => ({ name: `row-${index}`, group });
/** More than a page of what lies below a store usually has. */
const ROWS = 1_200;

/** Keys that are kept and forgotten together. */
export function testGroups(it: DefineTest<IdempotencyClient>): void {
  it("keeps a group from its last activity", ["advance"], async ({ client, advance }) => {
    await assertKeeps(client, row(1), "hash.one", "[1]", HOUR_MS);
    for (const index of [2, 3, 4]) {
      await advance(50 * MINUTE_MS);
      await assertKeeps(client, row(index), "hash.one", `[${index}]`, HOUR_MS);
    }
    await advance(50 * MINUTE_MS);
    for (const index of [1, 2, 3, 4]) await assertFound(client, row(index), "hash.one", `[${index}]`);
    await advance(11 * MINUTE_MS);
    for (const index of [1, 2, 3, 4]) await assertFound(client, row(index));
    assertSame(await client.records(GROUP), [], "What is listed");
    await assertReserves(client, row(1), "hash.two");
  });

  it("does not end a group sooner because of a shorter time", ["advance"], async ({ client, advance }) => {
    await assertKeeps(client, row(1), "hash.one", "[1]", 3 * HOUR_MS);
    await assertKeeps(client, row(2), "hash.one", "[2]", MINUTE_MS);
    await advance(2 * HOUR_MS);
    for (const index of [1, 2]) await assertFound(client, row(index), "hash.one", `[${index}]`);
  });

  it("keeps a pending key longer than the time of its group", ["advance"], async ({ client, advance }) => {
    await assertReserves(client, row(1), "hash.one");
    await assertKeeps(client, row(2), "hash.one", "[2]", HOUR_MS);
    await advance(3 * HOUR_MS);
    await assertFound(client, row(1), "hash.one");
    const [pending] = (await client.records(GROUP)).filter(({ name }) => name === "row-1");
    assertSame(pending, { name: "row-1", state: "pending", mark: "hash.one" }, "What is listed");
  });

  it("keeps one group apart from the time of another", ["advance"], async ({ client, advance }) => {
    await assertKeeps(client, row(1), "hash.one", "[1]", HOUR_MS);
    await assertKeeps(client, row(1, "summer"), "hash.one", "[2]", 5 * HOUR_MS);
    await advance(2 * HOUR_MS);
    await assertFound(client, row(1));
    await assertFound(client, row(1, "summer"), "hash.one", "[2]");
  });

  it("lists every key of a group once, and no other", [], async ({ client }) => {
    await assertReserves(client, { name: "row-1" }, "hash.other");
    await assertReserves(client, row(1, "summer"), "hash.other");
    await assertReserves(client, row(ROWS + 1), "hash.one");
    await client.release(row(ROWS + 1), "hash.one");
    const rows = Array.from({ length: ROWS }, (_, index) => index);
    await Promise.all(rows.map((index) => client.reserve(row(index), "hash.one")));
    const done = rows.filter((index) => index % 3 === 0);
    await Promise.all(done.map((index) => client.finalize(row(index), "hash.one", `[${index}]`, HOUR_MS)));
    const expected = rows.map((index) => ({
      name: `row-${index}`,
      mark: "hash.one",
      ...(index % 3 === 0 ? { state: "done", record: `[${index}]` } : { state: "pending" }),
    }));
    const listed = await client.records(GROUP);
    assertSame(listed.length, ROWS, "The number of keys listed");
    assertSame(
      listed,
      expected.sort((one, other) => (one.name < other.name ? -1 : 1)),
      "What is listed",
    );
    assertSame(await client.records("winter"), [], "What is listed of an empty group");
  });

  it("forgets a group, all of it and nothing else", [], async ({ client }) => {
    const others = [{ name: "row-1" }, { name: GROUP }, row(1, "summer"), row(1, "spring-2"), row(1, "sprin")];
    for (const key of others) await assertKeeps(client, key, "hash.other", "[0]", "until-forgotten");
    await assertReserves(client, row(1), "hash.one");
    await assertKeeps(client, row(2), "hash.one", "[2]", HOUR_MS);
    await assertKeeps(client, row(3), "hash.one", "[3]", "until-forgotten");
    await client.forget(GROUP);
    for (const index of [1, 2, 3]) await assertFound(client, row(index));
    assertSame(await client.records(GROUP), [], "What is listed");
    for (const key of others) await assertFound(client, key, "hash.other", "[0]");
  });

  it("keeps nothing for a group that was forgotten in the meantime", [], async ({ client }) => {
    await assertReserves(client, row(1), "hash.one");
    await client.forget(GROUP);
    assertSame(await client.finalize(row(1), "hash.one", "[1]", HOUR_MS), false, "The answer to finalize");
    assertSame(await client.release(row(1), "hash.one"), false, "The answer to release");
    assertSame(await client.records(GROUP), [], "What is listed");
    await assertReserves(client, row(1), "hash.two");
  });

  it("forgets a group that has no keys", [], async ({ client }) => {
    await client.forget("winter");
    await assertKeeps(client, row(1), "hash.one", "[1]", HOUR_MS);
    await client.forget(GROUP);
    await client.forget(GROUP);
    await assertFound(client, row(1));
  });
}
