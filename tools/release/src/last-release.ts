import { runSync } from "@polysms/workspace/src/child-process.ts";
import { rcompare, valid } from "semver";

interface Release {
  readonly version: string;
  /** A file of the repository as it was released. */
  read(path: string): string;
}

/** The last release of a package in the history of HEAD, from the tags that `changeset publish` makes. `undefined` if none. */
export function lastRelease(root: string, name: string): Release | undefined {
  const tags = git(root, "tag", "--merged", "HEAD", "--list", `${name}@*`).split("\n");
  const versions = tags.map((tag) => tag.slice(name.length + 1)).filter((version) => valid(version) !== null);
  const [version] = versions.sort(rcompare);
  if (version === undefined) return undefined;
  return { version, read: (path) => git(root, "show", `${name}@${version}:${path}`) };
}

/** Whether old tags may be missing here, as in the clones that CI makes by default. */
export function isShallow(root: string): boolean {
  return git(root, "rev-parse", "--is-shallow-repository").trim() === "true";
}

function git(cwd: string, ...args: readonly string[]): string {
  return runSync(cwd, "git", args);
}
