import { join } from "node:path";
import { packages, root } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { apiReportProblems } from "../src/api-report.ts";

it.each(packages)("packages/%s exports what its reviewed reports in api/ say", async (name) => {
  const problems = await apiReportProblems(join(root, "packages", name));
  if (problems.length > 0) expect.fail(problems.join("\n"));
});
