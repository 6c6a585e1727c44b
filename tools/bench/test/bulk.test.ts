import { expect, it } from "vitest";
import { growthCheck } from "../src/sections/bulk.ts";
import { exactly } from "../src/statistics.ts";

it("whether memory grows is told by a million recipients, and left open with fewer", () => {
  const verdict = (growth: number, recipients: number) => growthCheck("we", exactly(growth), recipients).verdict;
  expect(verdict(1.02, 1_000_000)).toBe("met");
  expect(verdict(1.2, 1_000_000)).toBe("missed");
  expect(verdict(1.02, 10_000)).toBe("open");
  expect(verdict(1.2, 10_000)).toBe("open");
  expect(growthCheck("we", exactly(1.2), 10_000).measured).toBe("1.20");
});
