import { describe, expect, it, vi } from "vitest";
import { createKeyedQueue } from "../../src/concurrency/keyed-queue.ts";
import { deferred } from "../deferred.ts";

describe("a keyed queue", () => {
  it("starts work when all earlier work under its key has ended, failed or not, and at once under another key", async () => {
    const enqueue = createKeyedQueue();
    const [first, second] = [deferred(), deferred()];
    const started: string[] = [];
    const work = (name: string, until?: Promise<void>) => async () => {
      started.push(name);
      await until;
      if (name === "second") throw new Error(name);
      return name;
    };
    const results = [
      enqueue("a", work("first", first.promise)),
      enqueue("a", work("second", second.promise)),
      enqueue("a", work("third")),
      enqueue("b", work("other")),
    ];
    const settled = Promise.allSettled(results);
    expect(await results[3]).toBe("other");
    expect(started).toEqual(["first", "other"]);
    first.resolve();
    expect(await results[0]).toBe("first");
    await vi.waitFor(() => expect(started).toEqual(["first", "other", "second"]));
    second.resolve();
    expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(started.at(-1)).toBe("third");
  });

  it("starts work at once when the work before it has ended, and keeps nothing of it", async () => {
    const enqueue = createKeyedQueue();
    await enqueue("a", async () => {});
    const next = vi.fn(async () => {});
    const done = enqueue("a", next);
    expect(next).toHaveBeenCalledOnce();
    await done;
  });
});
