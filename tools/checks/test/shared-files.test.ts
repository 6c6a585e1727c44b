import { withoutComments } from "@polysms/workspace/src/imports.ts";
import { providers, readManifest, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

// The demo shows particular providers; a new one need not be in it.
const shared = repositoryFiles().filter(
  (file) =>
    ["pnpm-workspace.yaml", "turbo.json", "specs/redocly.yaml", "specs/package.json"].includes(file) ||
    /^tools\/(?!demo\/)[^/]+\/(src|template)\//.test(file) ||
    /^packages\/(core|testing|polysms|cli)\/src\/(?!generated\/)/.test(file),
);

// A comment for users may name a provider as an example. In core not even a comment does.
function checkedText(file: string): string {
  return /^packages\/(testing|polysms|cli)\//.test(file) ? withoutComments(readText(file)) : readText(file);
}

function namesIn(text: string): string[] {
  return providers.filter((name) => new RegExp(`(?<![a-z0-9])${name}(?![a-z0-9])`, "i").test(text));
}

describe("files that all providers share", () => {
  it("are many, and a provider's name in one would be found", () => {
    expect(shared.length).toBeGreaterThan(40);
    const [name = ""] = providers;
    expect(namesIn(`if (provider === "${name}") return;`)).toEqual([name]);
    expect(namesIn(`import { ${name} } from "@polysms/${name}";`)).toEqual([name]);
    expect(namesIn(`x${name}x`)).toEqual([]);
  });

  it.each(shared)("%s names no provider", (file) => {
    expectNone(
      namesIn(checkedText(file)),
      "Read the providers from specs/ (@polysms/workspace), or move the code into the package.",
    );
  });

  it("no script of the workspace names a provider", () => {
    expectNone(namesIn(JSON.stringify(readManifest("."))), "Write the script for every provider.");
  });
});
