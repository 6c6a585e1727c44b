import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import {
  assertFound,
  assertKeeps,
  assertReserves,
  type IdempotencyClient,
  type StoreKeyLike,
} from "./idempotency-store.ts";
import { lookAlikeKeys, lookAlikes } from "./look-alikes.ts";
import { HOUR_MS } from "./timing.ts";

const markOf = (index: number) => `hash.${index}`;

/** Keys and groups that look alike, and two clients of the same store. */
export function testDistinctKeys(it: DefineTest<IdempotencyClient>): void {
  it("keeps keys apart that look alike", [], async ({ client }) => {
    for (const [index, key] of lookAlikeKeys.entries()) {
      assertSame(await client.reserve(key, markOf(index)), { state: "reserved" }, `The answer for ${nameOf(key)}`);
    }
    for (const [index, key] of lookAlikeKeys.entries()) {
      assertSame(
        await client.find(key),
        { state: "pending", mark: markOf(index) },
        `What find returns for ${nameOf(key)}`,
      );
    }
  });

  it("keeps groups apart that look alike", [], async ({ client }) => {
    const groups = ["", ...lookAlikes];
    for (const [index, group] of groups.entries()) {
      await assertKeeps(client, { name: "order-1", group }, "hash.one", `[${index}]`, HOUR_MS);
    }
    await assertReserves(client, { name: "order-1" }, "hash.none");
    for (const [index, group] of groups.entries()) {
      const record = { name: "order-1", state: "done", mark: "hash.one", record: `[${index}]` };
      assertSame(await client.records(group), [record], `What is listed of the group "${group}"`);
      if (index % 2 === 0) await client.forget(group);
    }
    for (const [index, group] of groups.entries()) {
      const found = await client.find({ name: "order-1", group });
      assertSame(found === undefined, index % 2 === 0, `Whether the group "${group}" is forgotten`);
    }
    await assertFound(client, { name: "order-1" }, "hash.none");
  });

  it("shows each client at once what the other wrote", ["open"], async ({ client, open }) => {
    const other = await open();
    const key = { name: "row-1", group: "spring" };
    const pending = { state: "pending", mark: "hash.one" };
    await assertFound(client, key);
    await assertFound(other, key);
    await assertReserves(client, key, "hash.one");
    await assertFound(other, key, "hash.one");
    assertSame(await other.reserve(key, "hash.two"), pending, "The answer to another client");
    await assertReserves(other, key, "hash.one");
    assertSame(await other.release(key, "hash.one"), true, "The answer to release");
    await assertFound(client, key);
    await assertKeeps(client, key, "hash.two", "[1]", HOUR_MS);
    await assertFound(other, key, "hash.two", "[1]");
    assertSame(await other.finalize(key, "hash.two", "[2]", HOUR_MS), true, "The answer to finalize");
    await assertFound(client, key, "hash.two", "[2]");
    assertSame((await other.records("spring")).length, 1, "The number of keys listed");
    await other.forget("spring");
    await assertFound(client, key);
  });
}

function nameOf({ name, group }: StoreKeyLike): string {
  return `"${name.slice(-40)}" ${group === undefined ? "without a group" : `in the group "${group.slice(-40)}"`}`;
}
