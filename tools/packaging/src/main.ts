import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { contentProblems } from "./contents.ts";
import { manifestProblems } from "./manifest.ts";
import { packed } from "./packed.ts";
import { sourceMapProblems } from "./source-maps.ts";

// Checks the package in the current folder as a user gets it: packed, with its own manifest and nothing else.
const { name, tarball, files } = packed(process.cwd());
const problems = [
  ...contentProblems([...files.keys()]),
  ...manifestProblems(files.get("package.json") ?? "{}"),
  ...sourceMapProblems(files),
  ...(await publintProblems()),
  ...(await typeProblems()),
];
process.stdout.write(problems.length === 0 ? `${name} is ready to publish.\n` : `${problems.join("\n")}\n`);
if (problems.length > 0) process.exitCode = 1;

async function publintProblems(): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`);
}

async function typeProblems(): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(tarball), {
    // The OpenAPI document is a file to read, not a module.
    excludeEntrypoints: [/\.yaml$/],
  });
  if (!analysis.types) return ["attw: the package has no types."];
  return analysis.problems
    .filter((problem) => !expectedOfEsmOnly(problem))
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
}

// The packages are ESM only: node10 resolution knows no `exports`, and `require` gets an ES module on every Node that
// is supported. Everything else is a defect.
function expectedOfEsmOnly(problem: { kind: string; resolutionKind?: string }): boolean {
  return problem.kind === "CJSResolvesToESM" || problem.resolutionKind === "node10";
}
