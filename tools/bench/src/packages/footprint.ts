import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** What a package brings with it, itself included. */
export interface Footprint {
  readonly packages: number;
  readonly bytes: number;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is on the disk when a package is installed alone: its files and those of everything it depends on, in the versions
 * of the lockfile. Peers that it only names are not counted.
 */
export function footprintOf(name: string, from: string, packed: ReadonlyMap<string, string> = new Map()): Footprint {
  const found = new Set<string>();
  const collect = (dependency: string, asked: string) => {
    const folder = packed.get(dependency) ?? findPackage(dependency, asked);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as Manifest;
    // A dependency of what was unpacked is looked for where everybody's are.
    const next = packed.has(dependency) ? from : folder;
    for (const one of Object.keys({ ...dependencies, ...optionalDependencies })) collect(one, next);
  };
  collect(name, from);
  if (found.size === 0) throw new Error(`${name} is not installed.`);
  return { packages: found.size, bytes: [...found].reduce((sum, folder) => sum + bytesIn(folder), 0) };
}

/** Of a package, what no program runs and what leads editors and stack traces into its source: its `src` and its maps. */
export function sourceBytesIn(folder: string): number {
  const sources = join(folder, "src", sep);
  return bytesIn(folder, (file) => file.startsWith(sources) || file.endsWith(".map"));
}

// As Node does: every node_modules from there upwards. Optional ones for other platforms are in none.
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
