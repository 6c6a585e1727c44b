import { existsSync } from "node:fs";
import { join } from "node:path";
import { foldersIn, packages, readText, root } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { importGraph } from "../src/import-graph.ts";
import { type Floors, LAYER_ADVICE, layerProblems, layers } from "../src/layers.ts";

/** Rows of the tables between `<!-- floors -->` and `<!-- /floors -->`, by package: `4: client, error`. */
function floorsInReadme(): Record<string, string[]> {
  const [, tables = ""] = /<!-- floors -->([\s\S]*)<!-- \/floors -->/.exec(readText("packages/README.md")) ?? [];
  const sections = tables.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const rows = [...section.matchAll(/^\| (\d+) \| (.+) \|$/gm)];
      return [
        section.split("\n")[0] ?? "",
        rows.map(([, floor, names = ""]) => `${floor}: ${names.replaceAll("`", "")}`),
      ];
    }),
  );
}

function rowsOf(floors: Floors): string[] {
  const numbers = [...new Set(Object.values(floors))].sort((one, other) => other - one);
  const on = (number: number) => Object.keys(floors).filter((name) => floors[name] === number);
  return numbers.map((number) => `${number}: ${on(number).sort().join(", ")}`);
}

describe("the floors", () => {
  it("tell an import that goes down from one that goes sideways, up, or to the root", () => {
    const graph = new Map([
      ["src/index.ts", ["src/top/a.ts"]],
      ["src/top/a.ts", ["src/top/b.ts", "src/low/c.ts", "src/names.ts", "src/generated/x.gen.ts"]],
      ["src/top/b.ts", ["src/beside/d.ts", "src/index.ts"]],
      ["src/low/c.ts", ["src/top/a.ts"]],
      ["src/names.ts", ["src/low/c.ts"]],
    ]);
    expect(layerProblems("src", graph, { top: 2, beside: 2, low: 1, "names.ts": 0 })).toEqual([
      "src/top/b.ts → src/beside/d.ts: from floor 2 sideways to floor 2",
      "src/top/b.ts → src/index.ts: index.ts is at the root of src, and not on floor 0",
      "src/low/c.ts → src/top/a.ts: from floor 1 up to floor 2",
      "src/names.ts → src/low/c.ts: from floor 0 up to floor 1",
    ]);
  });

  it("are those of packages/README.md", () => {
    const expected = Object.fromEntries(Object.entries(layers).map(([name, floors]) => [name, rowsOf(floors)]));
    expect(
      floorsInReadme(),
      "Make the tables of packages/README.md equal to tools/checks/src/layers.ts, or the other way round.",
    ).toEqual(expected);
  });
});

describe.each(packages)("packages/%s", (name) => {
  const floors = layers[name] ?? {};

  it("has a floor for every folder of its src, and a folder for every floor", () => {
    const folders = foldersIn(`packages/${name}/src`).filter((folder) => folder !== "generated");
    const without = folders.filter((folder) => !(folder in floors));
    expectNone(without, `Give the folder a floor in tools/checks/src/layers.ts and in packages/README.md.`);
    const gone = Object.keys(floors).filter((part) => !existsSync(join(root, "packages", name, "src", part)));
    expectNone(gone, "Delete the floor from tools/checks/src/layers.ts and from packages/README.md.");
  });

  it("imports from lower floors only", () => {
    const source = `packages/${name}/src`;
    expectNone(layerProblems(source, importGraph(source), floors), LAYER_ADVICE);
  });
});
