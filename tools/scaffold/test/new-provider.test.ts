import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureOf, runNode } from "@polysms/workspace/src/child-process.ts";
import { runRedocly } from "@polysms/workspace/src/programs.ts";
import { root as repository } from "@polysms/workspace/src/repository.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const main = new URL("../src/main.ts", import.meta.url).pathname;
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "polysms-scaffold-"));
});
afterEach(() => rm(root, { recursive: true }));

const newProvider = (...args: string[]) => runNode(root, main, ...args, "--root", root);
const failingProvider = (...args: string[]) => failureOf(root, process.execPath, [main, ...args, "--root", root]);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("pnpm new-provider", () => {
  it("writes a spec folder, a package and a changeset, and says what comes next", async () => {
    const output = await newProvider("zebra");
    const written = (await filesBelow(root)).map((file) => file.slice(root.length + 1)).sort();
    expect(written).toEqual(
      expect.arrayContaining([
        ".changeset/add-zebra.md",
        "packages/zebra/README.md",
        "packages/zebra/package.json",
        "packages/zebra/src/client.ts",
        "packages/zebra/src/index.ts",
        "packages/zebra/src/provider.ts",
        "packages/zebra/src/send.ts",
        "packages/zebra/test/contract.test.ts",
        "packages/zebra/test/send.test.ts",
        "packages/zebra/tsconfig.build.json",
        "packages/zebra/tsconfig.json",
        "specs/zebra/README.md",
        "specs/zebra/openapi.yaml",
        "specs/zebra/paths/messages.yaml",
        "specs/zebra/workflows.arazzo.yaml",
      ]),
    );
    expect(output.split("\n\n")[0]?.split("\n").sort()).toEqual(written);
    expect(output).toContain("pnpm generate");
  });

  it("leaves no trace of the template's own name, and dates the source today", async () => {
    await newProvider("zebra");
    for (const file of await filesBelow(root)) expect(await readFile(file, "utf8"), file).not.toMatch(/acme/i);
    const today = new Date().toISOString().slice(0, 10);
    expect(await readFile(join(root, "specs/zebra/openapi.yaml"), "utf8")).toContain(`date: ${today}`);
  });

  it("marks everything it cannot know as assumed", async () => {
    await newProvider("zebra");
    const parts = (await filesBelow(join(root, "specs/zebra"))).filter((file) => /paths|components/.test(file));
    expect(parts.length).toBeGreaterThan(5);
    for (const file of parts) expect(await readFile(file, "utf8"), file).toContain("x-evidence: assumed");
  });

  it("writes a spec and a workflow that pass the house style", async () => {
    await newProvider("zebra");
    await cp(join(repository, "specs/redocly.yaml"), join(root, "specs/redocly.yaml"));
    const files = ["zebra/openapi.yaml", "zebra/workflows.arazzo.yaml"];
    // Warnings alone do not make it fail.
    const output = await runRedocly(join(root, "specs"), "lint", ...files, "--format=json");
    expect(output.match(/"(?:errors|warnings)": \d+/g)).toEqual(files.flatMap(() => ['"errors": 0', '"warnings": 0']));
  });

  it("writes nothing if the name is not allowed, and says why", async () => {
    expect(await failingProvider("My-SMS")).toContain('"My-SMS" is not a provider name');
    expect(await failingProvider()).toContain("Usage:");
    expect(await failingProvider("one", "two")).toContain("Usage:");
    expect(await filesBelow(root)).toEqual([]);
  });

  it("does not touch a provider that exists", async () => {
    await mkdir(join(root, "packages/zebra"), { recursive: true });
    await writeFile(join(root, "packages/zebra/package.json"), "{}");
    expect(await failingProvider("zebra")).toContain("packages/zebra exists already");
    expect(await filesBelow(root)).toEqual([join(root, "packages/zebra/package.json")]);
  });
});
