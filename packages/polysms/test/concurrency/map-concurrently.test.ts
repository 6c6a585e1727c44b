import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapConcurrently } from "../../src/concurrency/map-concurrently.ts";
import { collect } from "../collect.ts";

describe("mapConcurrently", () => {
  it("yields results while the source is slow, and runs nothing that comes after the consumer stopped", async () => {
    let release = () => {};
    async function* rows() {
      yield 1;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      yield 2;
    }
    const done: number[] = [];
    for await (const result of mapConcurrently(rows(), async (row) => done.push(row) && row, 5)) {
      expect(result).toBe(1);
      break;
    }
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual([1]);
  });

  it("loses and repeats no row, whatever the concurrency and the order of answers", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat(40),
        fc.integer({ min: 1, max: 9 }),
        async (scheduler, count, concurrency) => {
          const rows = Array.from({ length: count }, (_, index) => index);
          const task = scheduler.scheduleFunction(async (row: number) => row);
          const all = collect(mapConcurrently(rows, task, concurrency));
          const results = await scheduler.waitFor(all);
          expect(results.sort((a, b) => a - b)).toEqual(rows);
        },
      ),
    );
  });
});
