import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { runSync } from "./child-process.ts";
import { foldersIn, repositoryFiles, root } from "./repository.ts";

export interface RepositoryCopy {
  readonly root: string;
  /** Gives a package of the copy the modules of another package. */
  linkModules(folder: string, like: string): void;
  /** Paths that are new or changed since the copy was made. */
  changes(): Change[];
  remove(): void;
}

interface Change {
  readonly path: string;
  readonly kind: "new" | "changed";
}

/**
 * Copies the repository to a temporary folder, with a commit of its own to compare with. Nothing is installed: modules are
 * links to those of the original, except that packages of the workspace are those of the copy.
 */
export function copyRepository(): RepositoryCopy {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "polysms-copy-")));
  for (const file of repositoryFiles()) cpSync(join(root, file), join(copy, file));
  for (const folder of workspaceFolders()) linkModules(folder, folder);
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=copy", "-c", "user.email=copy@example.invalid", "commit", "--quiet", "--message=copy");

  function git(...args: string[]): string {
    return runSync(copy, "git", args);
  }

  function linkModules(folder: string, like: string): void {
    const modules = join(root, like, "node_modules");
    for (const name of moduleNames(modules)) {
      const link = join(copy, folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(inCopy(realpathSync(join(modules, name))), link);
    }
  }

  function inCopy(target: string): string {
    const path = relative(root, target);
    return path.startsWith("..") || path.includes("node_modules") ? target : join(copy, path);
  }

  return {
    root: copy,
    linkModules,
    changes: () =>
      git("status", "--porcelain", "--untracked-files=all", "-z")
        .split("\0")
        .filter((line) => line !== "")
        .map((line) => ({ path: line.slice(3), kind: line.startsWith("??") ? "new" : "changed" })),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

function workspaceFolders(): string[] {
  return [
    ".",
    "specs",
    ...["packages", "tools"].flatMap((parent) => foldersIn(parent).map((name) => `${parent}/${name}`)),
  ];
}

function moduleNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") || name === ".bin")
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}
