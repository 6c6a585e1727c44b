import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { footprintOf, sourceBytesIn } from "../src/packages/footprint.ts";

const root = mkdtempSync(join(tmpdir(), "polysms-bench-"));

/** A package of exactly so many bytes, manifest included. */
function write(folder: string, bytes: number, dependencies: Record<string, string> = {}, optional = {}): void {
  const manifest = JSON.stringify({ dependencies, optionalDependencies: optional });
  mkdirSync(join(root, folder, "lib"), { recursive: true });
  writeFileSync(join(root, folder, "package.json"), manifest);
  writeFileSync(join(root, folder, "lib", "code.js"), "x".repeat(bytes - manifest.length));
}

function writeFiles(folder: string, files: Readonly<Record<string, number>>): void {
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, file)), { recursive: true });
    writeFileSync(join(root, folder, file), "x".repeat(bytes));
  }
}

// As pnpm lays it out: links to folders that have their dependencies beside them.
function link(from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(join(root, to), join(root, from));
}

beforeAll(() => {
  write("store/a/node_modules/a", 1000, { b: "1", "@scope/c": "1" }, { "for-another-platform": "1" });
  write("store/b/node_modules/b", 200, { "@scope/c": "1" });
  write("store/c/node_modules/@scope/c", 300, { a: "1" });
  link("node_modules/a", "store/a/node_modules/a");
  link("store/a/node_modules/b", "store/b/node_modules/b");
  link("store/a/node_modules/@scope/c", "store/c/node_modules/@scope/c");
  link("store/b/node_modules/@scope/c", "store/c/node_modules/@scope/c");
  link("store/c/node_modules/a", "store/a/node_modules/a");
  write("unpacked", 150, { a: "1" });
  writeFiles("with-sources", {
    "src/index.ts": 10,
    "src/deeper/more.ts": 200,
    "dist/index.js": 3000,
    "dist/index.js.map": 40_000,
    "dist/src/index.js": 3000,
    "src.js": 3000,
    "node_modules/another/src/index.ts": 3000,
  });
});
afterAll(() => rmSync(root, { recursive: true }));

describe("what is installed", () => {
  it("is the package with everything that it depends on, each once, also in a circle", () => {
    expect(footprintOf("a", root)).toEqual({ packages: 3, bytes: 1500 });
    expect(footprintOf("b", join(root, "store/a"))).toEqual({ packages: 3, bytes: 1500 });
  });

  it("takes a packed package from the folder that it was unpacked to", () => {
    expect(footprintOf("ours", root, new Map([["ours", join(root, "unpacked")]]))).toEqual({
      packages: 4,
      bytes: 1650,
    });
  });

  it("includes sources, and source maps anywhere", () => {
    expect(sourceBytesIn(join(root, "with-sources"))).toBe(40_210);
    expect(sourceBytesIn(join(root, "unpacked"))).toBe(0);
  });

  it("throws for a package that is not installed", () => {
    expect(() => footprintOf("nobody", root)).toThrow("nobody is not installed");
  });
});
