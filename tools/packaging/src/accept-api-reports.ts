import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeApiReports } from "./api-report.ts";

// `pnpm api-report`: what the built packages export is what they are meant to export.
const packages = new URL("../../../packages", import.meta.url).pathname;
for (const name of readdirSync(packages)) {
  const folder = join(packages, name);
  if (!existsSync(join(folder, "package.json"))) continue;
  const reports = join(folder, "api");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports);
  const problems = writeApiReports(folder, reports);
  process.stdout.write(
    `${problems.join("\n")}${problems.length > 0 ? "\n" : ""}packages/${name}/api: ${readdirSync(reports).join(", ")}\n`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
