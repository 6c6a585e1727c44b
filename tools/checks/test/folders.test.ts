import { posix } from "node:path";
import { packages, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

const files = repositoryFiles().filter((file) => file.endsWith(".ts") && !file.includes("/generated/"));
const LARGEST = 20;
/** The only folders inside a folder of a `src`. */
const SECOND_LEVEL = ["packages/testing/src/mock/prism", "packages/testing/src/contract/mutation"];

/** How many source files each folder holds, by path. */
function sizes(below: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of files.filter((one) => below.test(one))) {
    const folder = posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

const listed = (counts: Iterable<[string, number]>) =>
  [...counts].map(([folder, count]) => `${folder}: ${count} files`);

describe("the folders of sources", () => {
  const folders = [...sizes(/^(packages|tools)\/[^/]+\/src\//)];

  it("hold at most 20 files", () => {
    const full = folders.filter(([, count]) => count > LARGEST);
    expectNone(listed(full), "Find the second subject in the folder, and give it a folder of its own.");
  });

  it("hold at least 2 files", () => {
    const lonely = folders.filter(([folder, count]) => count < 2 && !folder.endsWith("/src"));
    expectNone(listed(lonely), "Move the file to where it is used, or beside the files of its subject.");
  });

  it("are one level deep in a package", () => {
    const deep = folders.filter(([folder]) => /^packages\/[^/]+\/src\/[^/]+\//.test(folder));
    expectNone(
      listed(deep.filter(([folder]) => !SECOND_LEVEL.includes(folder))),
      "Give the subject a folder directly in src.",
    );
  });
});

it.each(packages)("each folder of packages/%s/test is named like a folder of its src", (name) => {
  const tests = [...sizes(new RegExp(`^packages/${name}/test/`)).keys()].filter(
    (folder) => !folder.includes("/fixtures"),
  );
  const sources = sizes(new RegExp(`^packages/${name}/src/`));
  const odd = tests.filter((folder) => !folder.endsWith("/test") && !sources.has(folder.replace("/test/", "/src/")));
  expectNone(odd, "Name the folder of the tests like the folder of src that they test.");
});
