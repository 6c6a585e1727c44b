import { expect, it } from "vitest";
import { sourceMapProblems } from "../src/source-maps.ts";

const map = (change: object = {}) =>
  JSON.stringify({
    version: 3,
    file: "index.js",
    sources: ["../src/index.ts"],
    names: [],
    mappings: "AAAA;AACA",
    ...change,
  });
const files = (change: Readonly<Record<string, string | undefined>> = {}) =>
  new Map(
    Object.entries({
      "src/index.ts": "export const one = 1;\nexport const two = 2;\n",
      "dist/index.js": "export const one = 1;\nexport const two = 2;\n//# sourceMappingURL=index.js.map",
      "dist/index.js.map": map(),
      ...change,
    }).flatMap(([path, text]): [string, string][] => (text === undefined ? [] : [[path, text]])),
  );

it("a map that leads to a source of the package is fine", () => {
  expect(sourceMapProblems(files())).toEqual([]);
});

it("an entry point that only passes on exports needs no map", () => {
  expect(sourceMapProblems(files({ "dist/all.js": 'import { one } from "./index.js";\nexport { one };\n' }))).toEqual([
    "maps: dist/all.js names no source map.",
  ]);
  expect(sourceMapProblems(files({ "dist/all.js": 'export { one } from "./index.js";\n' }))).toEqual([]);
});

it("code without a map, a map that is missing, and sources that are missing are found", () => {
  expect(sourceMapProblems(files({ "dist/other.js": "export const three = 3;\n" }))).toEqual([
    "maps: dist/other.js names no source map.",
  ]);
  expect(sourceMapProblems(files({ "dist/index.js.map": undefined }))).toEqual([
    "maps: dist/index.js names dist/index.js.map, which is not in the package.",
  ]);
  expect(sourceMapProblems(files({ "src/index.ts": undefined }))).toEqual([
    "maps: dist/index.js comes from src/index.ts, which is not in the package.",
  ]);
  expect(sourceMapProblems(files({ "dist/index.js.map": map({ sourceRoot: "lib" }) }))).toEqual([
    "maps: dist/index.js comes from dist/src/index.ts, which is not in the package.",
  ]);
});

it("a map of another build, whose lines are not in the source, is found", () => {
  expect(sourceMapProblems(files({ "src/index.ts": "export const one = 1;" }))).toEqual([
    "maps: dist/index.js has a map that does not match line 2.",
  ]);
});
