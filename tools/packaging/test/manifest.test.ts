import { expect, it } from "vitest";
import { manifestProblems } from "../src/manifest.ts";

const good = {
  name: "@polysms/acme",
  keywords: ["sms"],
  scripts: { build: "tsc" },
  dependencies: { "@polysms/core": "^0.1.0" },
};
const problems = (change: object) => manifestProblems(JSON.stringify({ ...good, ...change }));

it("a manifest with real ranges and without install scripts is fine", () => {
  expect(problems({})).toEqual([]);
});

it.each(["preinstall", "install", "postinstall", "prepare"])("the script %s is found", (name) => {
  expect(problems({ scripts: { [name]: "node x.js" } })).toEqual([
    `manifest: the script ${name} would run on every machine that installs the package; remove it.`,
  ]);
});

it.each(["workspace:^", "catalog:", "link:../core", "file:../core.tgz"])("the range %s is found", (range) => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"]) {
    expect(problems({ dependencies: {}, [field]: { "@polysms/core": range } })).toEqual([
      `manifest: ${field}/@polysms/core is ${range}, which means nothing outside this repository.`,
    ]);
  }
});

it("a manifest without keywords is found", () => {
  expect(problems({ keywords: undefined })).toEqual(["manifest: keywords are missing; npm searches them."]);
});

it("a private package is found", () => {
  expect(problems({ private: true })).toEqual(["manifest: the package is private; remove the field to publish it."]);
});
