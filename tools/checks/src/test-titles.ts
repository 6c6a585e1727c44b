import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "@polysms/workspace/src/repository.ts";
import { runNode, vitest } from "@polysms/workspace/src/run.ts";

/** The titles of a package's own tests, as vitest collects them. Contract tests get theirs from the spec. */
export async function testTitles(name: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-titles-"));
  const file = join(folder, "titles.json");
  try {
    const config = join(root, "tools", "vitest", "vitest.config.ts");
    // Nothing is run, so the files may share what they import: this is four times as fast.
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
