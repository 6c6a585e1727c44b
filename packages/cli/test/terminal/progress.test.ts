import { expect, it } from "vitest";
import { duration } from "../../src/terminal/progress.ts";

it.each([
  [4_249, "4.2 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [59_600, "1 min 0 s"],
  [239_600, "4 min 0 s"],
  [7_500_000, "2 h 5 min"],
])("shows %i ms as %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
