import { expect, it } from "vitest";
import { contentProblems } from "../src/contents.ts";

const GOOD = [
  ...["LICENSE", "README.md", "CHANGELOG.md", "package.json", "src/index.ts", "src/generated/openapi.yaml"],
  ...["dist/index.js", "dist/index.js.map", "dist/index.d.ts", "dist/index.d.ts.map"],
];

it("a package holds its licence, its README, its sources and what was built from them", () => {
  expect(contentProblems(GOOD)).toEqual([]);
});

it.each(["LICENSE", "README.md", "package.json"])("a package without %s is found", (file) => {
  expect(contentProblems(GOOD.filter((path) => path !== file))).toEqual([`contents: ${file} is missing.`]);
});

it.each([
  "src/index.test.ts",
  "src/index.test-d.ts",
  "src/fixtures/acme.yaml",
  "test/index.ts",
  "tsconfig.json",
  ".env",
  "dist/index.tsbuildinfo",
  "api/index.api.md",
  "src/secret.pem",
])("%s does not belong in a package", (path) => {
  expect(contentProblems([...GOOD, path])).toEqual([
    `contents: ${path} does not belong in a package; see "files" in package.json.`,
  ]);
});

it("what an earlier build left behind is found", () => {
  expect(contentProblems([...GOOD, "dist/old.d.ts"])).toEqual([
    "contents: dist/old.d.ts has no source; remove dist/ and build again.",
  ]);
});
