import { expect } from "vitest";

/** Fails if there are findings, lists them, and says how to fix them. */
export function expectNone(findings: readonly unknown[], howToFix: string): void {
  expect(findings, `${howToFix}\n`).toEqual([]);
}
