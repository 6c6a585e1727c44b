import { describe, expect, it, vi } from "vitest";
import { createKeyedQueue } from "../../src/concurrency/keyed-queue.ts";
import { gate } from "../reports/setup.ts";

describe("work in turns", () => {
  it("begins when all work under its key has ended, whatever came of it, and at once under another key", async () => {
    const inTurn = createKeyedQueue();
    const [first, second] = [gate<void>(), gate<void>()];
    const begun: string[] = [];
    const work = (name: string, until?: Promise<void>) => async () => {
      begun.push(name);
      await until;
      if (name === "second") throw new Error(name);
      return name;
    };
    const results = [
      inTurn("a", work("first", first.promise)),
      inTurn("a", work("second", second.promise)),
      inTurn("a", work("third")),
      inTurn("b", work("other")),
    ];
    const settled = Promise.allSettled(results);
    expect(await results[3]).toBe("other");
    expect(begun).toEqual(["first", "other"]);
    first.open();
    expect(await results[0]).toBe("first");
    await vi.waitFor(() => expect(begun).toEqual(["first", "other", "second"]));
    second.open();
    expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(begun.at(-1)).toBe("third");
  });

  it("begins at once after work that has ended, of which nothing is kept", async () => {
    const inTurn = createKeyedQueue();
    await inTurn("a", async () => {});
    const next = vi.fn(async () => {});
    const done = inTurn("a", next);
    expect(next).toHaveBeenCalledOnce();
    await done;
  });
});
