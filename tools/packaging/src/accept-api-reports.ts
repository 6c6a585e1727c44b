import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packages, root } from "@polysms/workspace/src/repository.ts";
import { writeApiReports } from "./api-report.ts";

// `pnpm api-report`: accepts what the built packages export now.
for (const name of packages) {
  const folder = join(root, "packages", name);
  const reports = join(folder, "api");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports);
  const problems = writeApiReports(folder, reports);
  process.stdout.write(
    `${problems.join("\n")}${problems.length > 0 ? "\n" : ""}packages/${name}/api: ${readdirSync(reports).join(", ")}\n`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
