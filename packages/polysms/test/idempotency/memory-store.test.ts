import { describeIdempotencyStore } from "@polysms/testing/stores";
import { describe, expect, it } from "vitest";
import { memoryIdempotencyStore } from "../../src/index.ts";

const call = { signal: new AbortController().signal };
const DAY_MS = 86_400_000;

function setup() {
  let time = Date.UTC(2026, 0, 1);
  const store = memoryIdempotencyStore({ now: () => time });
  return {
    store,
    advance: (ms: number) => {
      time += ms;
    },
  };
}

describe("rule 7, in memory", () => {
  // It has one client and no server, so there is no other client, and nothing that could stop answering.
  describeIdempotencyStore({ test: { describe, it }, create: setup, without: ["open", "stall"] });

  it("holds only what has not expired: the rest goes when it is next used", async () => {
    const { store, advance } = setup();
    for (let index = 0; index < 2_000; index++) {
      for (const key of [{ name: `order-${index}` }, { name: `row-${index}`, group: `campaign-${index}` }]) {
        await store.reserve(key, "hash.one", call);
        await store.finalize(key, "hash.one", "[]", DAY_MS, call);
      }
      advance(60_000);
    }
    // A day at two a minute, and a minute of what is not yet removed.
    expect(store.size).toBeGreaterThanOrEqual(2 * 24 * 60 - 2);
    expect(store.size).toBeLessThanOrEqual(2 * 24 * 60 + 2);
    advance(2 * DAY_MS);
    expect(await store.find({ name: "order-1999" }, call)).toBe(undefined);
    expect(store.size).toBe(0);
  });
});
