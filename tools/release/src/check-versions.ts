import getReleasePlan from "@changesets/get-release-plan";
import { packages, providers, readManifest, readText, root } from "@polysms/workspace/src/repository.ts";
import { isShallow, lastRelease } from "./last-release.ts";
import { type PlannedRelease, versionProblems } from "./least-version.ts";
import { specChanges } from "./spec-changes.ts";
import { specVersion } from "./spec-version.ts";

// Fails if the pending changesets promise less than the specs have changed since the last release.
const { releases } = await getReleasePlan(root);
const problems: string[] = [];

for (const provider of providers) {
  const release = plannedRelease(provider);
  const { version } = readManifest(`packages/${provider}`);
  const described = specVersion(readText(`specs/${provider}/openapi.yaml`));
  if (version !== "0.0.0" && described !== version) {
    problems.push(
      `specs/${provider}/openapi.yaml says ${described} and ${release.name} is ${version}: run \`pnpm release:version\`.`,
    );
  }
  const file = `packages/${provider}/src/generated/openapi.yaml`;
  const released = lastRelease(root, release.name);
  if (released === undefined) {
    if (version !== "0.0.0" && isShallow(root))
      problems.push(`The tags of ${release.name} are missing in this clone: run \`git fetch --tags --unshallow\`.`);
    else say(`${release.name} was never released: any version will do.`);
    continue;
  }
  const changes = await specChanges(released.read(file), readText(file));
  const dependents = packages.filter((one) => release.name in (readManifest(`packages/${one}`).dependencies ?? {}));
  problems.push(...versionProblems(release, dependents.map(plannedRelease), changes));
  say(`${release.name} ${release.released} → ${release.planned}: ${counted(changes.length)} in its spec.`);
}

if (problems.length > 0) process.stderr.write(`\n${problems.join("\n")}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function plannedRelease(folder: string): PlannedRelease {
  const { name, version } = readManifest(`packages/${folder}`);
  const planned = releases.find((release) => release.name === name)?.newVersion ?? version;
  return { name, released: lastRelease(root, name)?.version, planned };
}

function counted(changes: number): string {
  return changes === 1 ? "1 change" : `${changes} changes`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
