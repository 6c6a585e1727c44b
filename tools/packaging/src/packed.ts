import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPackageFromTarballData } from "@arethetypeswrong/core";

/** A package as a user would get it. */
export interface Packed {
  readonly name: string;
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** Every file of the tarball, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Packs the package in a folder with its own manifest and nothing else. */
export function packed(folder: string): Packed {
  const destination = mkdtempSync(join(tmpdir(), "polysms-pack-"));
  try {
    execFileSync("pnpm", ["pack", "--pack-destination", destination], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    const [name] = readdirSync(destination);
    if (name === undefined) throw new Error("pnpm pack wrote no tarball.");
    const tarball = new Uint8Array(readFileSync(join(destination, name)));
    return { name, tarball, files: filesOf(tarball) };
  } finally {
    rmSync(destination, { recursive: true });
  }
}

function filesOf(tarball: Uint8Array): Map<string, string> {
  const content = createPackageFromTarballData(tarball);
  const prefix = `/node_modules/${content.packageName}/`;
  return new Map(content.listFiles().map((path) => [path.slice(prefix.length), content.readFile(path)]));
}
