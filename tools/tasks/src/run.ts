import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { countResults } from "./count-results.ts";

// Runs turbo tasks and ends with one line of counts: tests as vitest reported them, and every other task as one check.
const root = new URL("../../..", import.meta.url).pathname;
rmSync(join(root, ".turbo", "runs"), { recursive: true, force: true });
const { status } = spawnSync(
  "turbo",
  ["run", ...process.argv.slice(2), "--summarize", "--continue=dependencies-successful", "--output-logs=new-only"],
  { cwd: root, stdio: "inherit", shell: process.platform === "win32" },
);
const { passed, failed } = countResults(root);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;
