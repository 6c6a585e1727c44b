import { describe, expect, it } from "vitest";
import { memoryTrend } from "../src/memory-trend.ts";
import { ratios, slope, summarize } from "../src/statistics.ts";

describe("the arithmetic", () => {
  it("takes the middle one of an odd number of samples, and the mean of the middle two of an even one", () => {
    expect(summarize([9, 1, 5])).toEqual({ median: 5, low: 3, high: 7 });
    expect(summarize([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
    expect(summarize([7])).toEqual({ median: 7, low: 7, high: 7 });
  });

  it("does not sort numbers as words, nor the caller's list", () => {
    const samples = [5, 100, 9];
    expect(summarize(samples).median).toBe(9);
    expect(samples).toEqual([5, 100, 9]);
  });

  it("throws without samples", () => {
    expect(() => summarize([])).toThrow("no samples to summarize");
  });

  it("compares round by round, so that a slow round of both changes no ratio", () => {
    expect(ratios([2, 20, 3], [1, 10, 2])).toEqual([2, 2, 1.5]);
    expect(() => ratios([1, 2], [1])).toThrow("every round");
  });

  it("computes how much y grows with x", () => {
    expect(
      slope([
        [0, 5],
        [10, 25],
        [20, 45],
      ]),
    ).toBe(2);
    expect(
      slope([
        [3, 1],
        [3, 9],
      ]),
    ).toBe(0);
  });
});

describe("memory over time", () => {
  const points = (megabytes: (done: number) => number) =>
    Array.from({ length: 101 }, (_, index) => [index * 1000, megabytes(index * 1000)] as const);

  it("is flat if it grew only while warming up", () => {
    const trend = memoryTrend(
      points((done) => (done < 20_000 ? 50 + done / 400 : 100)),
      100_000,
    );
    expect(trend).toEqual({ peakMegabytes: 100, growth: 1, megabytesPer100000: 0 });
  });

  it("grows if every recipient leaves something behind", () => {
    const trend = memoryTrend(
      points((done) => 100 + done / 1000),
      100_000,
    );
    expect(trend.growth).toBeCloseTo(194 / 131, 2);
    expect(trend.megabytesPer100000).toBeCloseTo(100);
    expect(trend.peakMegabytes).toBe(200);
  });

  it("throws without samples after the first quarter", () => {
    expect(() => memoryTrend([[0, 50]], 100)).toThrow("not sampled");
  });
});
