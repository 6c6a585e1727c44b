import { describe, expect, inject, it } from "vitest";
import { compile, MODULES } from "../src/compile.ts";
import versions from "../versions/package.json" with { type: "json" };

const compilers = Object.keys(versions.dependencies).filter((alias) => alias.startsWith("typescript-"));
const resolutions = Object.keys(MODULES) as (keyof typeof MODULES)[];

it("there are compilers to test", () => {
  expect(compilers.length).toBeGreaterThan(2);
});

describe.each(compilers)("the packed types under %s", (compiler) => {
  describe.each(resolutions)("with modules found as in %s", (moduleResolution) => {
    it.each([true, false])("hold, without Node's types and with skipLibCheck %s", async (skipLibCheck) => {
      const files = ["sending.ts", "mistakes.ts"];
      expect(await compile(inject("project"), { compiler, moduleResolution, skipLibCheck, files })).toBe("");
    });
  });

  it("hold in a program for Node that tests and measures, with every declaration checked", async () => {
    const options = { compiler, moduleResolution: "nodenext", skipLibCheck: false, types: ["node"] } as const;
    expect(await compile(inject("project"), { ...options, files: ["testing.ts"] })).toBe("");
  });
});
