import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "@polysms/workspace/src/child-process.ts";
import { pinned } from "./runtime.ts";

/**
 * Bundles an entry of the probe into one ES module, for runtimes that have no node_modules. The platform is one without
 * Node's modules, so a bundle that needs them cannot be made.
 */
export async function bundle(
  project: string,
  entry: string,
): Promise<{ readonly file: string; readonly code: string }> {
  const file = join(project, "bundles", entry);
  const options = ["--bundle", "--format=esm", "--platform=browser", "--target=es2022", "--log-level=warning"];
  await run(project, pinned("esbuild/bin/esbuild"), [join(project, "probe", entry), ...options, `--outfile=${file}`]);
  return { file, code: await readFile(file, "utf8") };
}
