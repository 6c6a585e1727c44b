import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSync } from "@polysms/workspace/src/child-process.ts";
import { root } from "@polysms/workspace/src/repository.ts";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of a project that has installed the packed packages as a user does. */
    readonly project: string;
  }
}

const here = new URL("..", import.meta.url).pathname;

/** Packs what users install, and installs it with npm in a project of its own. */
export default function setup({ provide }: TestProject): () => void {
  const project = realpathSync(mkdtempSync(join(tmpdir(), "polysms-runtimes-")));
  const remove = () => rmSync(project, { recursive: true, force: true });
  try {
    installVersions();
    const tarballs = packPackages(join(project, "tarballs"));
    for (const folder of ["probe", "consumer"]) cpSync(join(here, folder), join(project, folder), { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify(manifestOf(tarballs)));
    // As a user would: by npm, with the newest versions of the dependencies.
    runSync(project, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
  } catch (error) {
    remove();
    throw error;
  }
  provide("project", project);
  return remove;
}

/** The runtimes and compilers, each in the version that the lockfile beside them names. */
function installVersions(): void {
  runSync(join(here, "versions"), "pnpm", ["install", "--frozen-lockfile"]);
}

function packPackages(folder: string): string[] {
  mkdirSync(folder);
  const wanted = dependenciesOf("package.json").filter((name) =>
    /^(@polysms\/(?!tsconfig$|workspace$)|polysms$)/.test(name),
  );
  const filters = wanted.map((name) => `--filter-prod=${name}...`);
  runSync(root, "pnpm", [...filters, "pack", "--pack-destination", folder]);
  return readdirSync(folder).map((file) => join(folder, file));
}

function dependenciesOf(file: string): string[] {
  const { devDependencies = {} } = JSON.parse(readFileSync(join(here, file), "utf8")) as {
    readonly devDependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(devDependencies);
}

function manifestOf(tarballs: readonly string[]): object {
  const named = tarballs.map((file) => {
    const text = runSync(root, "tar", ["-xzOf", file, "package/package.json"]);
    return [(JSON.parse(text) as { name: string }).name, `file:${file}`];
  });
  return { name: "probe", private: true, type: "module", dependencies: Object.fromEntries(named) };
}
