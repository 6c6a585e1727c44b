import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runSync } from "./child-process.ts";

export const root = new URL("../../..", import.meta.url).pathname.replace(/\/$/, "");

/** Every file of the repository that git tracks or would track, as a path from the root. */
export function repositoryFiles(): string[] {
  return runSync(root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    .split("\0")
    .filter((file) => file !== "" && existsSync(join(root, file)));
}

export function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The folders in a folder of the repository, without `node_modules` and hidden ones. */
export function foldersIn(folder: string): string[] {
  return foldersBelow(join(root, folder));
}

/** The registry of providers: every folder of `specs/` with an openapi.yaml is one. */
export function providersIn(repository: string): string[] {
  const specs = join(repository, "specs");
  return foldersBelow(specs).filter((name) => existsSync(join(specs, name, "openapi.yaml")));
}

/** The providers of this repository. */
export const providers: readonly string[] = providersIn(root);

/** What users install: every folder of `packages/`. */
export const packages: readonly string[] = foldersIn("packages");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly description?: string;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** The package.json of a folder of the repository. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readText(join(folder, "package.json"))) as Manifest;
}

function foldersBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(node_modules$|\.)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}
