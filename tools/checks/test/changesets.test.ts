import { foldersIn, readManifest, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";

const changesets = repositoryFiles().filter((file) => /^\.changeset\/(?!README).*\.md$/.test(file));
const published = foldersIn("packages").map((name) => readManifest(`packages/${name}`));

/** The packages a changeset bumps; throws when its head is not what the changesets tool reads. */
function bumped(file: string): string[] {
  const head = /^---\n((?:"[^"]+": (?:major|minor|patch)\n)+)---\n\n\S/.exec(readText(file))?.[1];
  if (head === undefined) throw new Error(`${file} does not begin with a list of packages and bumps.`);
  return [...head.matchAll(/"([^"]+)":/g)].map((match) => match[1] ?? "");
}

it.each([...changesets, "tools/scaffold/template/changeset.md"])("%s is readable, also after formatting", (file) => {
  expect(bumped(file)).not.toEqual([]);
});

it("every package that was never released has a changeset", () => {
  const unreleased = published.filter(({ version }) => version === "0.0.0").map(({ name }) => name);
  expect(changesets.flatMap(bumped)).toEqual(expect.arrayContaining(unreleased));
});

it("every changeset is about packages that exist", () => {
  expect(changesets.flatMap(bumped).filter((name) => !published.some((one) => one.name === name))).toEqual([]);
});
