import type { ChangelogFunctions, ModCompWithPackage, NewChangesetWithCommit } from "@changesets/types";
import { expect, it } from "vitest";
import generator from "../src/changelog.ts";

const changelog: ChangelogFunctions = generator;

const changeset = (summary: string): NewChangesetWithCommit => ({ id: "a", commit: "1234567", releases: [], summary });
const dependency = (name: string, oldVersion: string, newVersion: string) =>
  ({ name, oldVersion, newVersion, type: "minor", changesets: [] }) as unknown as ModCompWithPackage;

it("a changeset becomes a list item, with its further lines below it", async () => {
  expect(await changelog.getReleaseLine(changeset("Reads `tag`.\n\nSee the README.\n"), "minor", null)).toBe(
    "- Reads `tag`.\n\n  See the README.",
  );
});

it("all dependencies together are one line, without those that are new themselves", async () => {
  const updated = [
    dependency("@polysms/zebra", "0.1.0", "0.2.0"),
    dependency("@polysms/core", "0.1.0", "0.1.1"),
    dependency("@polysms/acme", "0.0.0", "0.1.0"),
  ];
  expect(await changelog.getDependencyReleaseLine([changeset("x")], updated, null)).toBe(
    "- Uses `@polysms/core` 0.1.1 and `@polysms/zebra` 0.2.0.",
  );
  expect(await changelog.getDependencyReleaseLine([], updated.slice(2), null)).toBe("");
});
