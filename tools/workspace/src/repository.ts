import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = new URL("../../..", import.meta.url).pathname.replace(/\/$/, "");

/** Every file of the repository that git knows or would take, by path from the root. */
export function repositoryFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return listed
    .toString()
    .split("\0")
    .filter((file) => file !== "" && existsSync(join(root, file)));
}

export function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

export function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(node_modules$|\.)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly description?: string;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readText(join(folder, "package.json"))) as Manifest;
}

/** The registry: every folder of `specs/` with an openapi.yaml is a provider. */
export const providers: readonly string[] = foldersIn("specs").filter((name) =>
  existsSync(join(root, "specs", name, "openapi.yaml")),
);

/** What users install: every folder of `packages/`. */
export const packages: readonly string[] = foldersIn("packages");
