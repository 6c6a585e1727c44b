import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { root as repository } from "@polysms/workspace/src/repository.ts";
import { nextSteps } from "./next-steps.ts";
import { providerFiles, writeNewFiles } from "./provider-files.ts";
import { nameProblem } from "./provider-name.ts";

const { values, positionals } = parseArgs({
  options: { root: { type: "string", default: repository } },
  allowPositionals: true,
});
const root = resolve(values.root);
const [name, ...rest] = positionals;
const problem =
  name === undefined || rest.length > 0 ? "Usage: pnpm new-provider NAME [--root FOLDER]" : nameProblem(root, name);

if (name === undefined || problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  const files = await providerFiles(name, new Date());
  await writeNewFiles(root, files);
  process.stdout.write(`${[...files.keys()].join("\n")}\n\n${nextSteps(name)}\n`);
}
