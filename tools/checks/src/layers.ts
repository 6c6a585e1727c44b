import { basename, dirname } from "node:path";
import type { Graph } from "./import-graph.ts";

/** The floors of a package's `src`: each of its folders by name, and on floor 0 files of the root that folders import. */
export type Floors = Readonly<Record<string, number>>;

/**
 * A folder imports from lower floors, never sideways and never up. Files at the root of `src` may import everything. The
 * tables of packages/README.md show the same floors. Packages that are not listed have no folders.
 */
export const layers: Readonly<Record<string, Floors>> = {
  core: { provider: 4, client: 3, error: 2, phone: 1, segments: 1 },
  polysms: {
    campaigns: 5,
    otp: 5,
    idempotency: 4,
    reports: 4,
    sending: 3,
    routing: 2,
    concurrency: 1,
    hashing: 1,
    message: 1,
  },
  testing: {
    conformance: 4,
    contract: 4,
    stores: 4,
    assertions: 3,
    mock: 3,
    validator: 2,
    faults: 1,
    memory: 1,
    openapi: 1,
    "recorded-fetch.ts": 0,
    "test-functions.ts": 0,
  },
  cli: { commands: 7, campaign: 6, journal: 5, otp: 5, setup: 4, mock: 3, providers: 1, terminal: 1 },
};

export const LAYER_ADVICE =
  "Import from lower floors only: move what both sides need into a file below them. The floors are in tools/checks/src/layers.ts.";

/** The imports of a package's `src` that do not go down. `root` is the path of that `src`. */
export function layerProblems(root: string, graph: Graph, floors: Floors): string[] {
  return [...graph].flatMap(([file, targets]) => {
    const part = partOf(root, file);
    // Files at the root that are on no floor may import everything.
    if (part === "generated" || !(part in floors)) return [];
    return targets.flatMap((target) => {
      const other = partOf(root, target);
      if (other === part || other === "generated") return [];
      const problem = problemOf(part, other, floors);
      return problem === undefined ? [] : [`${file} → ${target}: ${problem}`];
    });
  });
}

/** The folder of `src` that a file belongs to, or the name of a file at the root of `src`. */
function partOf(root: string, file: string): string {
  return dirname(file) === root ? basename(file) : (file.slice(root.length + 1).split("/")[0] ?? "");
}

function problemOf(part: string, other: string, floors: Floors): string | undefined {
  const [from, to] = [floors[part] ?? 0, floors[other]];
  if (to === undefined) return `${other} is at the root of src, and not on floor 0`;
  // Files of floor 0 may use each other.
  if (to < from || (from === 0 && to === 0)) return undefined;
  return `from floor ${from} ${to === from ? "sideways" : "up"} to floor ${to}`;
}
