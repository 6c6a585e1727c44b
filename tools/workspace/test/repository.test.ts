import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packages, providers, providersIn, readManifest, repositoryFiles } from "../src/repository.ts";

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "polysms-repository-"));
});
afterEach(() => rmSync(copy, { recursive: true }));

it("a provider is a folder of specs with a document, and nothing else is", () => {
  for (const name of ["zebra", "acme", "empty", "node_modules"])
    mkdirSync(join(copy, "specs", name), { recursive: true });
  for (const name of ["zebra", "acme", "node_modules"]) writeFileSync(join(copy, "specs", name, "openapi.yaml"), "");
  writeFileSync(join(copy, "specs", "README.md"), "");
  expect(providersIn(copy)).toEqual(["acme", "zebra"]);
});

it("every provider has a package", () => {
  expect(providers.length).toBeGreaterThan(0);
  expect(packages).toEqual(expect.arrayContaining([...providers]));
});

it("the files are those that git tracks or would track, as they are on the disk", () => {
  const files = repositoryFiles();
  expect(files).toContain("tools/workspace/test/repository.test.ts");
  expect(files.filter((file) => /(^|\/)(node_modules|dist|test-results)\//.test(file))).toEqual([]);
  expect(readManifest(".").private).toBe(true);
});
