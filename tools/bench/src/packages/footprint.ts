import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** A package and everything that it brings with it. */
export interface Footprint {
  readonly packages: number;
  readonly bytes: number;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is on the disk when a package is installed alone: its files, and those of everything that it depends on, in the
 * versions of the lockfile. Peer dependencies are not counted.
 */
export function footprintOf(name: string, from: string, packed: ReadonlyMap<string, string> = new Map()): Footprint {
  const found = new Set<string>();
  const collect = (dependency: string, importer: string) => {
    const folder = packed.get(dependency) ?? findPackage(dependency, importer);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as Manifest;
    // The dependencies of an unpacked package are installed with those of the others.
    const next = packed.has(dependency) ? from : folder;
    for (const one of Object.keys({ ...dependencies, ...optionalDependencies })) collect(one, next);
  };
  collect(name, from);
  if (found.size === 0) throw new Error(`${name} is not installed.`);
  return { packages: found.size, bytes: [...found].reduce((sum, folder) => sum + bytesIn(folder), 0) };
}

/** The bytes of a package that no program runs, and that editors and stack traces use: its `src` and its source maps. */
export function sourceBytesIn(folder: string): number {
  const sources = join(folder, "src", sep);
  return bytesIn(folder, (file) => file.startsWith(sources) || file.endsWith(".map"));
}

// As Node does it: every node_modules from there upwards. Optional packages for other platforms are in none of them.
function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function bytesIn(folder: string, counts: (file: string) => boolean = () => true): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sum + bytesIn(path, counts);
      return counts(path) ? sum + lstatSync(path).size : sum;
    }, 0);
}
