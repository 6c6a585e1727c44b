import { expect, it } from "vitest";
import { importsOf, isNodeBuiltin, isRelative, withoutComments } from "../src/imports.ts";

it("imports are read from the code: static, type, dynamic and side-effect imports, not comments", () => {
  expect(
    importsOf(`import a from "one";\nimport type { B } from 'two';\nexport * from "./three.ts";\nimport "four";
const five = await import("five");\n// import x from "six"\n/** import y from "seven" */\ntype E = import("eight").E;`),
  ).toEqual(["one", "two", "./three.ts", "four", "five", "eight"]);
  expect(importsOf('const known = "from" in value;')).toEqual([]);
});

it("comments go, and what looks like one in a string stays", () => {
  expect(withoutComments('/* one */ const url = "https://host.example";\n// two\n')).toContain(
    '"https://host.example"',
  );
  expect(withoutComments("/** one\n * two */\ncode();\n  // three\n")).toBe("\ncode();\n\n");
});

it("a specifier is relative, a module of Node, or a package", () => {
  expect(["./a.ts", "../a.ts", "a", "@a/b"].map(isRelative)).toEqual([true, true, false, false]);
  expect(["node:fs", "fs", "yaml"].map(isNodeBuiltin)).toEqual([true, true, false]);
});
