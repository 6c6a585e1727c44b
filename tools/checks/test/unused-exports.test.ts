import { foldersIn, readManifest, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { exportedNames, takenNames, targetOf } from "../src/exports.ts";

const code = repositoryFiles().filter((file) => /\.[mc]?[jt]sx?$/.test(file));
const taken = new Map<string, Set<string>>();
for (const file of code) {
  for (const [specifier, names] of takenNames(readText(file))) {
    const target = targetOf(file, specifier);
    if (target !== undefined) taken.set(target, new Set([...(taken.get(target) ?? []), ...names]));
  }
}

/** The files that users import: their exports are the public API, which api/ holds for review. */
function entryPoints(folder: string): string[] {
  const entries = Object.values(readManifest(folder).exports ?? {}) as (string | Readonly<Record<string, string>>)[];
  return entries
    .flatMap((entry) => (typeof entry === "string" ? [] : (entry["@polysms/source"] ?? [])))
    .map((path) => path.replace("./", `${folder}/`));
}

it("exports and imports are found in every way of writing them", () => {
  const declared = `export async function one() {}\nexport const two = 1;\nexport interface Three {}\nconst four = 4;
export { four, type Five };\n// export const six = 6;\nexport { seven } from "./seven.ts";\nexport const { eight, nine: ten } = x;`;
  expect(exportedNames(declared)).toEqual(["one", "two", "Three", "eight", "nine", "four", "Five"]);
  const taking = `import { one, type Three as Other } from "./a.ts";\nimport * as all from "./b.ts";\nimport c from "./c.ts";
export { two } from "./a.ts";\ntype D = import("./d.ts").D;\nimport "./e.ts";\nimport {\n  four,\n  five,\n} from "./f.ts";`;
  expect(Object.fromEntries([...takenNames(taking)].map(([file, names]) => [file, [...names]]))).toEqual({
    "./a.ts": ["one", "Three", "two"],
    "./b.ts": ["*"],
    "./c.ts": ["default"],
    "./d.ts": ["*"],
    "./e.ts": [],
    "./f.ts": ["four", "five"],
  });
});

const folders = ["packages", "tools"].flatMap((parent) => foldersIn(parent).map((name) => `${parent}/${name}`));

it.each(folders)("every export of %s is imported by another file, or is public", (folder) => {
  const entries = entryPoints(folder);
  const own = code.filter((file) => file.startsWith(`${folder}/src/`) && !/\/generated\//.test(file));
  const unused = own
    .filter((file) => !entries.includes(file) && !taken.get(file)?.has("*"))
    .flatMap((file) =>
      exportedNames(readText(file))
        .filter((name) => !taken.get(file)?.has(name))
        .map((name) => `${file}: ${name}`),
    );
  expectNone(unused, 'Remove "export" from the declaration, or the declaration if nothing in its own file uses it.');
});
