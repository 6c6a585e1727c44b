import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it.each(["README.md", "../docs/guides/speed.md"])("the recipe in %s is the code that is measured", (file) => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  const [, shown = ""] = /```ts\n(import [^\n]* from "undici";\n.*?)```/s.exec(read(file)) ?? [];
  expect(shown).toContain("undiciFetch");
  expect(shown).toBe(read("others/undici-fetch.ts").replace(/^\/\*\*.*\n/m, ""));
});
