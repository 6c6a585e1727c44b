import { execFileSync, spawnSync } from "node:child_process";
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
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of a project that has installed the packed packages as a user does. */
    readonly project: string;
  }
}

const here = new URL("..", import.meta.url).pathname;
const root = join(here, "..", "..");

/** Packs what users install, and installs it with npm in a project of its own. */
export default function setup({ provide }: TestProject): () => void {
  const project = realpathSync(mkdtempSync(join(tmpdir(), "polysms-runtimes-")));
  const remove = () => rmSync(project, { recursive: true, force: true });
  try {
    installVersions();
    const tarballs = packPackages(join(project, "tarballs"));
    for (const folder of ["probe", "consumer"]) cpSync(join(here, folder), join(project, folder), { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify(manifestOf(tarballs)));
    // Installed like a user's: by npm, with whatever versions of dependencies are new today.
    run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], project);
  } catch (error) {
    remove();
    throw error;
  }
  provide("project", project);
  return remove;
}

/** The runtimes and compilers, each in the version that the lockfile beside them names. */
function installVersions(): void {
  run("pnpm", ["install", "--frozen-lockfile"], join(here, "versions"));
}

function packPackages(folder: string): string[] {
  mkdirSync(folder);
  const wanted = dependenciesOf("package.json").filter((name) => /^(@polysms\/(?!tsconfig$)|polysms$)/.test(name));
  const filters = wanted.map((name) => `--filter-prod=${name}...`);
  run("pnpm", [...filters, "pack", "--pack-destination", folder], root);
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
    const text = execFileSync("tar", ["-xzOf", file, "package/package.json"]).toString();
    return [(JSON.parse(text) as { name: string }).name, `file:${file}`];
  });
  return { name: "probe", private: true, type: "module", dependencies: Object.fromEntries(named) };
}

function run(program: string, args: readonly string[], cwd: string): void {
  const shell = process.platform === "win32";
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, shell, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed in ${cwd}:\n${error ?? stdout + stderr}`);
}
