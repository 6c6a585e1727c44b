import { gte, inc, major } from "semver";
import type { Bump, SpecChange } from "./spec-changes.ts";

const ORDER: readonly Bump[] = ["patch", "minor", "major"];
const WORD = { major: "breaking", minor: "added", patch: "changed" } as const;

export interface PlannedRelease {
  readonly name: string;
  /** What users have now; nothing if they have nothing yet. */
  readonly released: string | undefined;
  /** What the pending changesets make of it. */
  readonly planned: string;
}

/** What is wrong with the version that is planned for a provider after these changes of its spec, as sentences. */
export function versionProblems(
  provider: PlannedRelease,
  dependents: readonly PlannedRelease[],
  changes: readonly SpecChange[],
): string[] {
  const [greatest] = changes.map(({ bump }) => bump).sort((one, other) => ORDER.indexOf(other) - ORDER.indexOf(one));
  if (greatest === undefined) return [];
  const problems = falls(provider, greatest)
    ? [
        `${promise(provider)}, but its spec changed by more than that:`,
        ...changes.filter(({ bump }) => bump === greatest).map(({ what }) => `  ${WORD[greatest]}: ${what}`),
        `  ${advice(provider, greatest)}`,
      ]
    : [];
  if (greatest !== "major") return problems;
  for (const dependent of dependents.filter((one) => falls(one, "major"))) {
    problems.push(
      `${promise(dependent)}, but it hands out the API of ${provider.name}, which breaks:`,
      ...changes.filter(({ bump }) => bump === "major").map(({ what }) => `  ${WORD.major}: ${what}`),
      `  ${advice(dependent, "major")}`,
    );
  }
  return problems;
}

/** Below 1.0.0 a minor release may break (semver.org, item 4, as npm's ranges read it), and there is nothing above it. */
export function leastBump(released: string, bump: Bump): Bump {
  return bump === "major" && major(released) === 0 ? "minor" : bump;
}

function falls({ released, planned }: PlannedRelease, bump: Bump): boolean {
  if (released === undefined) return false;
  const least = inc(released, leastBump(released, bump));
  return least === null || !gte(planned, least);
}

function promise({ name, released, planned }: PlannedRelease): string {
  return released === planned ? `${name} stays at ${released}` : `${name} goes from ${released} to ${planned}`;
}

function advice({ name, released }: PlannedRelease, bump: Bump): string {
  return `This needs at least ${JSON.stringify(name)}: ${leastBump(released ?? "0.0.0", bump)} in a changeset (\`pnpm changeset\`).`;
}
