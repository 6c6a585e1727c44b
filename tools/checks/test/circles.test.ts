import { dirname, relative } from "node:path";
import { foldersIn } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { CIRCLE_ADVICE, circles } from "../src/circles.ts";
import { expectNone } from "../src/expect-none.ts";
import { importGraph, partGraph } from "../src/import-graph.ts";

it("a circle is found once, by its shortest way", () => {
  const graph = new Map([
    ["c", ["a", "d"]],
    ["a", ["b"]],
    ["b", ["c"]],
    ["d", ["e"]],
    ["e", ["d"]],
    ["f", ["a"]],
    ["g", ["g"]],
  ]);
  expect(circles(graph)).toEqual(["a → b → c → a", "d → e → d", "g → g"]);
  expect(circles(new Map([["a", ["b"]]]))).toEqual([]);
});

const sources = ["packages", "tools"].flatMap((parent) => foldersIn(parent).map((name) => `${parent}/${name}/src`));

it.each(sources)("no files of %s import each other in a circle", (source) => {
  expectNone(circles(importGraph(source)), CIRCLE_ADVICE);
});

it.each(sources)("no folders of %s import each other in a circle", (source) => {
  // A file at the root of src is a part of its own.
  const partOf = (file: string) => relative(source, dirname(file) === source ? file : dirname(file));
  const found = circles(partGraph(importGraph(source), partOf));
  // Circles of files alone are those of the test above.
  expectNone(
    found.filter((circle) => !circle.split(" → ").every((part) => part.endsWith(".ts"))),
    CIRCLE_ADVICE,
  );
});
