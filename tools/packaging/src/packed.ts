import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPackageFromTarballData } from "@arethetypeswrong/core";
import { runSync } from "@polysms/workspace/src/child-process.ts";

/** A package as a user gets it. */
interface Packed {
  readonly name: string;
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** Every file of the tarball, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Packs the package in a folder with its own manifest and nothing else. */
export function packed(folder: string): Packed {
  const destination = mkdtempSync(join(tmpdir(), "polysms-pack-"));
  try {
    runSync(folder, "pnpm", ["pack", "--pack-destination", destination]);
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
