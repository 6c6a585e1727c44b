import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

// Checks the package in the current folder as a user would get it: packed, with its own manifest and nothing else.
const folder = mkdtempSync(join(tmpdir(), "polysms-pack-"));
try {
  execFileSync("pnpm", ["pack", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error("pnpm pack wrote no tarball.");
  const tarball = readFileSync(join(folder, file));
  const problems = [...(await publintProblems(tarball)), ...(await typeProblems(tarball))];
  process.stdout.write(problems.length === 0 ? `${file} is fit to publish.\n` : `${problems.join("\n")}\n`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function publintProblems(tarball: Buffer): Promise<string[]> {
  const data = new Uint8Array(tarball).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`);
}

async function typeProblems(tarball: Buffer): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)), {
    // The description of the API is a file to read, not a module.
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
