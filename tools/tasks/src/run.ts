import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "@polysms/workspace/src/repository.ts";
import { countResults } from "./count-results.ts";

// Runs turbo tasks and ends with one line of counts. Where vitest wrote a report its tests are counted; every other task
// counts as one.
rmSync(join(root, ".turbo", "runs"), { recursive: true, force: true });
// In the terminal, so that turbo shows what it does while it does it.
const { status } = spawnSync(
  "turbo",
  ["run", ...process.argv.slice(2), "--summarize", "--continue=dependencies-successful", "--output-logs=new-only"],
  { cwd: root, stdio: "inherit", shell: process.platform === "win32" },
);
const { passed, failed } = countResults(root);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;
