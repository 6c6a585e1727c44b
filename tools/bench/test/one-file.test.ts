import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { contendersOf, OURS } from "../src/catalog.ts";
import type { Contender } from "../src/contender.ts";
import { bundleIntoFiles } from "../src/packages/one-file.ts";

const folder = mkdtempSync(join(tmpdir(), "polysms-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, "greeting.js"),
  "/** Said first. */\nexport const greeting = 'hello', parting = 'goodbye';\n",
);

const [baseline] = await contendersOf<Contender>("send", [OURS]);
const entered = (changes: Partial<Contender>) =>
  ({ ...baseline, ...changes, file: join(folder, "contender.ts") }) as Contender & { readonly file: string };
const wanting = (bundle: string) => entered({ inOneFile: true, bundle });

it("a contender that starts from one file has all its imports in it, minified, and no other contender has one", async () => {
  const one = wanting('export { greeting } from "./greeting.js"; export { sep } from "node:path";');
  const another = entered({ bundle: 'export { greeting } from "./greeting.js";' });
  using bundled = await bundleIntoFiles([another, one]);
  expect([...bundled.files.keys()]).toEqual([one]);
  const file = bundled.files.get(one) ?? "";
  expect(readdirSync(dirname(file))).toHaveLength(1);
  expect(dirname(file)).not.toBe(folder);
  expect(Object.keys(await import(file)).sort()).toEqual(["greeting", "sep"]);
  const code = readFileSync(file, "utf8");
  expect(code).toContain("hello");
  expect(code).not.toMatch(/goodbye|Said first|greeting\.js/);
});

it("the file is deleted after the measurements", async () => {
  const one = wanting('export { greeting } from "./greeting.js";');
  const bundled = await bundleIntoFiles([one]);
  const file = bundled.files.get(one) ?? "";
  expect(existsSync(file)).toBe(true);
  bundled[Symbol.dispose]();
  expect(existsSync(dirname(file))).toBe(false);
});

it("a module that cannot be bundled throws, and leaves no files", async () => {
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  vi.stubEnv("TMPDIR", temporary);
  using bundled = await bundleIntoFiles([wanting('export { greeting } from "./greeting.js";')]);
  expect(readdirSync(temporary)).toHaveLength(bundled.files.size);
  await expect(bundleIntoFiles([wanting('export { greeting } from "./nowhere.js";')])).rejects.toThrow("nowhere.js");
  expect(readdirSync(temporary)).toHaveLength(bundled.files.size);
});

it("our one file is bundled from what the facade over four imports", async () => {
  const ours = await contendersOf<Contender>(["send", "cold-start"], [OURS]);
  const facade = ours.find((one) => one.package === "polysms");
  const inOneFile = ours.filter((one) => one.inOneFile);
  expect(inOneFile.map(({ bundle }) => bundle)).toEqual([facade?.bundle]);
  expect(inOneFile.map(({ start }) => start)).toEqual([facade?.start]);
});
