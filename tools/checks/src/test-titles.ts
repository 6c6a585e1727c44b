import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "@polysms/workspace/src/child-process.ts";
import { vitest } from "@polysms/workspace/src/programs.ts";
import { root } from "@polysms/workspace/src/repository.ts";

/** The titles of a package's own tests, as vitest collects them. The titles of contract tests come from the spec. */
export async function testTitles(name: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-titles-"));
  const file = join(folder, "titles.json");
  try {
    const config = join(root, "tools", "vitest", "vitest.config.ts");
    // Nothing runs, so the files may share their imports, which is four times as fast.
    const options = [
      "--no-isolate",
      "--staticParse=false",
      `--json=${file}`,
      "--exclude=**/contract.test.ts",
      "--passWithNoTests",
    ];
    await runNode(join(root, "packages", name), vitest, "list", ...options, "--root", ".", "--config", config);
    const tests = JSON.parse(await readFile(file, "utf8")) as readonly { readonly name: string }[];
    return tests.map((test) => test.name);
  } finally {
    await rm(folder, { recursive: true });
  }
}
