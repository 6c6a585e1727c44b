import { gte, inc, major } from "semver";
import type { Bump, SpecChange } from "./bump.ts";

const ORDER: readonly Bump[] = ["patch", "minor", "major"];
const WORD = { major: "breaking", minor: "added", patch: "changed" } as const;

export interface PlannedRelease {
  readonly name: string;
  /** What users have now; `undefined` before the first release. */
  readonly released: string | undefined;
  /** The version after the pending changesets. */
  readonly planned: string;
}

/** Why the planned version of a provider does not fit these changes of its spec, as sentences. Empty if it fits. */
export function versionProblems(
  provider: PlannedRelease,
  dependents: readonly PlannedRelease[],
  changes: readonly SpecChange[],
): string[] {
  const [greatest] = changes.map(({ bump }) => bump).sort((one, other) => ORDER.indexOf(other) - ORDER.indexOf(one));
  if (greatest === undefined) return [];
  const problems = isBelow(provider, greatest)
    ? [
        `${promise(provider)}, but its spec changed by more than that:`,
        ...changes.filter(({ bump }) => bump === greatest).map(({ what }) => `  ${WORD[greatest]}: ${what}`),
        `  ${advice(provider, greatest)}`,
      ]
    : [];
  if (greatest !== "major") return problems;
  for (const dependent of dependents.filter((one) => isBelow(one, "major"))) {
    problems.push(
      `${promise(dependent)}, but it exposes the API of ${provider.name}, which breaks:`,
      ...changes.filter(({ bump }) => bump === "major").map(({ what }) => `  ${WORD.major}: ${what}`),
      `  ${advice(dependent, "major")}`,
    );
  }
  return problems;
}

/** Below 1.0.0 a minor release may break (semver.org, item 4, as npm reads ranges), and there is nothing above it. */
export function leastBump(released: string, bump: Bump): Bump {
  return bump === "major" && major(released) === 0 ? "minor" : bump;
}

function isBelow({ released, planned }: PlannedRelease, bump: Bump): boolean {
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
