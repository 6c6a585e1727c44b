import { describe, expect, it } from "vitest";
import type { Bump, SpecChange } from "../src/bump.ts";
import { leastBump, versionProblems } from "../src/least-version.ts";

const CHANGES: Readonly<Record<Bump, readonly SpecChange[]>> = {
  patch: [{ bump: "patch", what: "`description` is changed." }],
  minor: [
    { bump: "patch", what: "`description` is changed." },
    { bump: "minor", what: "`tag` is new." },
  ],
  major: [
    { bump: "minor", what: "`tag` is new." },
    { bump: "major", what: "Property `sender` was removed." },
  ],
};
const acme = (released: string | undefined, planned: string) => ({ name: "@polysms/acme", released, planned });
const facade = (released: string | undefined, planned: string) => ({ name: "polysms", released, planned });

describe("the version that the changesets plan for a provider", () => {
  it.each<[Bump, string, string]>([
    ["patch", "0.1.0", "0.1.1"],
    ["minor", "0.1.0", "0.2.0"],
    ["major", "0.1.0", "0.2.0"],
    ["major", "0.1.0", "1.0.0"],
    ["patch", "1.4.2", "1.4.3"],
    ["minor", "1.4.2", "1.5.0"],
    ["major", "1.4.2", "2.0.0"],
  ])("a %s change from %s may become %s", (bump, released, planned) => {
    expect(versionProblems(acme(released, planned), [], CHANGES[bump])).toEqual([]);
  });

  it.each<[Bump, string, string, Bump]>([
    ["patch", "0.1.0", "0.1.0", "patch"],
    ["minor", "0.1.0", "0.1.1", "minor"],
    ["major", "0.1.0", "0.1.1", "minor"],
    ["minor", "1.4.2", "1.4.3", "minor"],
    ["major", "1.4.2", "1.5.0", "major"],
  ])("a %s change from %s may not become %s: it needs %s", (bump, released, planned, least) => {
    const problems = versionProblems(acme(released, planned), [], CHANGES[bump]);
    expect(problems.at(-1)).toBe(
      `  This needs at least "@polysms/acme": ${least} in a changeset (\`pnpm changeset\`).`,
    );
  });

  it("the sentence names the versions, and only the changes that require the bump", () => {
    expect(versionProblems(acme("1.0.0", "1.0.1"), [], CHANGES.minor)).toEqual([
      "@polysms/acme goes from 1.0.0 to 1.0.1, but its spec changed by more than that:",
      "  added: `tag` is new.",
      '  This needs at least "@polysms/acme": minor in a changeset (`pnpm changeset`).',
    ]);
    expect(versionProblems(acme("1.0.0", "1.0.0"), [], CHANGES.patch)[0]).toMatch(/^@polysms\/acme stays at 1\.0\.0, /);
  });

  it("a provider that nobody has yet, or that did not change, needs no version", () => {
    expect(versionProblems(acme(undefined, "0.1.0"), [facade(undefined, "0.1.0")], CHANGES.major)).toEqual([]);
    expect(versionProblems(acme("1.0.0", "1.0.0"), [], [])).toEqual([]);
  });

  it("a package that exposes the API of a provider breaks with it", () => {
    const problems = versionProblems(acme("0.1.0", "0.2.0"), [facade("0.1.0", "0.1.1")], CHANGES.major);
    expect(problems).toEqual([
      "polysms goes from 0.1.0 to 0.1.1, but it exposes the API of @polysms/acme, which breaks:",
      "  breaking: Property `sender` was removed.",
      '  This needs at least "polysms": minor in a changeset (`pnpm changeset`).',
    ]);
    expect(versionProblems(acme("0.1.0", "0.2.0"), [facade("0.1.0", "0.2.0")], CHANGES.major)).toEqual([]);
  });

  it("a package that exposes the API of a provider need not follow what is only added", () => {
    expect(versionProblems(acme("0.1.0", "0.2.0"), [facade("0.1.0", "0.1.1")], CHANGES.minor)).toEqual([]);
  });

  it("below 1.0.0 no step is greater than minor", () => {
    expect([leastBump("0.9.0", "major"), leastBump("1.0.0", "major"), leastBump("0.9.0", "patch")]).toEqual([
      "minor",
      "major",
      "patch",
    ]);
  });
});
