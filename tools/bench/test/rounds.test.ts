import { expect, it } from "vitest";
import { inRounds } from "../src/rounds.ts";

it("every contender is measured once per round, and another one goes first in each", async () => {
  const order: string[] = [];
  const samples = await inRounds(["a", "b", "c"], 3, async (one, round) => {
    order.push(one);
    return `${one}${round}`;
  });
  expect(order.join("")).toBe("abcbcacab");
  expect([...samples]).toEqual([
    ["a", ["a0", "a1", "a2"]],
    ["b", ["b0", "b1", "b2"]],
    ["c", ["c0", "c1", "c2"]],
  ]);
});
