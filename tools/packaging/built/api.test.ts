import { join } from "node:path";
import { packages, root } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { apiReportProblems } from "../src/api-report.ts";

it.each(packages)("packages/%s exports what its reports in api/ say, which somebody has reviewed", (name) => {
  const problems = apiReportProblems(join(root, "packages", name));
  if (problems.length > 0) expect.fail(problems.join("\n"));
});
