import { inspect } from "node:util";
import { isSmsError } from "@polysms/core";
import { expect } from "vitest";

/** Fails when any way of showing the error shows one of the words. */
export function expectDiscreet(error: unknown, words: readonly string[]): void {
  expect(isSmsError(error)).toBe(true);
  const shown = [String(error), JSON.stringify(error), inspect(error, { depth: 9, showHidden: false })].join("\n");
  for (const word of words) expect(shown).not.toContain(word);
}
