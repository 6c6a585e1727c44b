import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("the recipe in the README is the code that is measured", () => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  const [, shown = ""] = /```ts\n(import .*?)```/s.exec(read("README.md")) ?? [];
  expect(shown).toContain("undiciFetch");
  expect(shown).toBe(read("peers/undici-fetch.ts").replace(/^\/\*\*.*\n/m, ""));
});
