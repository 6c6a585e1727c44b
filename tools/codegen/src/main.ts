import { parseArgs } from "node:util";
import { root } from "@polysms/workspace/src/repository.ts";
import { findDrift, generateFiles, writeGenerated } from "./generate.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const files = await generateFiles(root);

if (values.check) {
  const drift = await findDrift(root, files);
  if (drift.length > 0) {
    process.stderr.write(`${drift.join("\n")}\nRun \`pnpm generate\` and commit the result.\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(`${files.size} generated files are up to date.\n`);
  }
} else {
  await writeGenerated(files);
  process.stdout.write(`${files.size} files generated.\n`);
}
