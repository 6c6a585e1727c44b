import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "@polysms/workspace/src/child-process.ts";
import { type Manifest, packages, repositoryFiles, root } from "@polysms/workspace/src/repository.ts";

/** Clones the repository as it is here, with changes that are not committed, and says what was cloned. */
export async function cloneRepository(destination: string): Promise<string> {
  await run(root, "git", ["clone", "--quiet", root, destination]);
  await git(destination, "config", "user.name", "Release rehearsal");
  await git(destination, "config", "user.email", "rehearsal@example.invalid");
  for (const kind of ["commit", "tag"]) await git(destination, "config", `${kind}.gpgSign`, "false");
  const head = (await git(root, "log", "-1", "--format=%h %s")).trim();
  const changes = (await git(root, "status", "--porcelain", "--untracked-files=all")).split("\n").length - 1;
  if (changes === 0) return `commit ${head}`;
  await copyWorkingTree(destination);
  return `commit ${head}, with ${changes} files that are not committed`;
}

/** Commits everything in a clone. */
export async function commit(clone: string, message: string): Promise<void> {
  await git(clone, "add", "--all");
  await git(clone, "commit", "--quiet", "--allow-empty", `--message=${message}`);
}

export function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return run(cwd, "git", args);
}

/** The manifests of the packages of a clone that users install, by name. */
export function publicPackages(clone: string): Map<string, Manifest & { readonly folder: string }> {
  const manifests = packages.map((folder) => {
    const text = readFileSync(join(clone, "packages", folder, "package.json"), "utf8");
    return { ...(JSON.parse(text) as Manifest), folder: join(clone, "packages", folder) };
  });
  return new Map(manifests.filter((one) => one.private !== true).map((one) => [one.name, one]));
}

async function copyWorkingTree(clone: string): Promise<void> {
  const files = repositoryFiles();
  const cloned = (await git(clone, "ls-files", "-z")).split("\0");
  for (const gone of cloned.filter((file) => file !== "" && !files.includes(file))) rmSync(join(clone, gone));
  for (const file of files.filter((one) => existsSync(join(root, one)))) cpSync(join(root, file), join(clone, file));
  await commit(clone, "What is not committed yet");
}
