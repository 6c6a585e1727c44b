import { packages, readManifest, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

const changesets = repositoryFiles().filter((file) => /^\.changeset\/(?!README).*\.md$/.test(file));
const published = packages.map((name) => readManifest(`packages/${name}`));

/** The packages that a changeset bumps. Throws if its head is not what the changesets tool reads. */
function bumped(file: string): string[] {
  const head = /^---\n((?:"[^"]+": (?:major|minor|patch)\n)+)---\n\n\S/.exec(readText(file))?.[1];
  if (head === undefined)
    throw new Error(
      `${file}: start with a line "---", a line '"PACKAGE": minor' for each package, and a line "---", as \`pnpm changeset\` does.`,
    );
  return [...head.matchAll(/"([^"]+)":/g)].map((match) => match[1] ?? "");
}

it.each([...changesets, "tools/scaffold/template/changeset.md"])("%s is readable, also after formatting", (file) => {
  expect(bumped(file).length).toBeGreaterThan(0);
});

it("every package that was never released has a changeset", () => {
  const unreleased = published.filter(({ version }) => version === "0.0.0").map(({ name }) => name);
  const described = changesets.flatMap(bumped);
  expectNone(
    unreleased.filter((name) => !described.includes(name)),
    "Write a changeset for the package: `pnpm changeset`.",
  );
});

it("every changeset is about packages that exist", () => {
  const unknown = changesets.flatMap(bumped).filter((name) => !published.some((one) => one.name === name));
  expectNone(unknown, "Fix the name of the package in .changeset/.");
});
