import { expect, it } from "vitest";
import { growthCheck } from "../src/sections/bulk.ts";
import { exactly } from "../src/statistics.ts";

it("whether memory grows is answered with a million recipients, and left open with fewer", () => {
  const result = (growth: number, recipients: number) => growthCheck("we", exactly(growth), recipients).result;
  expect(result(1.02, 1_000_000)).toBe("met");
  expect(result(1.2, 1_000_000)).toBe("missed");
  expect(result(1.02, 10_000)).toBe("open");
  expect(result(1.2, 10_000)).toBe("open");
  expect(growthCheck("we", exactly(1.2), 10_000).measured).toBe("1.20");
});
