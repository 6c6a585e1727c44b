import { expect, it } from "vitest";
import { repositoryAddress } from "../src/repository-address.ts";

it("names the repository whose workflow publishes, as npm's provenance compares it", () => {
  const env = { GITHUB_REPOSITORY: "someone/fork", GITHUB_SERVER_URL: "https://github.com" };
  expect(repositoryAddress("packages/core", env)).toEqual({
    homepage: "https://github.com/someone/fork/tree/main/packages/core#readme",
    bugs: "https://github.com/someone/fork/issues",
    repository: { type: "git", url: "git+https://github.com/someone/fork.git", directory: "packages/core" },
  });
});

it("names none outside of a workflow", () => {
  expect(repositoryAddress("packages/core", {})).toBeUndefined();
});
