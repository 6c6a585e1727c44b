import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providers, root as repository } from "@polysms/workspace/src/repository.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDrift, generateFiles, writeGenerated } from "../src/generate.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "polysms-codegen-"));
  const [provider] = providers;
  if (provider === undefined) throw new Error("There is no spec to generate from.");
  await cp(join(repository, "specs", provider), join(root, "specs", provider), { recursive: true });
  await cp(join(repository, "packages/polysms/package.json"), join(root, "packages/polysms/package.json"));
});

afterEach(() => rm(root, { recursive: true }));

describe("generate", () => {
  it("finds no drift in what it has just written, and writes the same again", async () => {
    const files = await generateFiles(root);
    await writeGenerated(files);
    expect(await findDrift(root, await generateFiles(root))).toEqual([]);
  });

  it("finds a generated file that was edited, one that is missing and one that should not be there", async () => {
    const files = await generateFiles(root);
    await writeGenerated(files);
    const [first, second] = [...files.keys()] as [string, string];
    await writeFile(first, `${await readFile(first, "utf8")}\n`);
    await rm(second);
    await writeFile(join(first, "..", "stale.gen.ts"), "");
    const drift = await findDrift(root, await generateFiles(root));
    expect(drift).toHaveLength(3);
    expect(drift.join("\n")).toMatch(
      /out of date[\s\S]*is missing[\s\S]*stale\.gen\.ts is not generated from any spec/,
    );
  });

  it("deletes files that no spec asks for any more", async () => {
    await writeGenerated(await generateFiles(root));
    const [first] = [...(await generateFiles(root)).keys()] as [string];
    const stale = join(first, "..", "stale.gen.ts");
    await writeFile(stale, "");
    await writeGenerated(await generateFiles(root));
    await expect(readFile(stale)).rejects.toThrow(/ENOENT/);
  });

  it("sees a change of a fact in a spec", async () => {
    await writeGenerated(await generateFiles(root));
    const [spec] = await readdir(join(root, "specs"));
    const file = join(root, "specs", spec ?? "", "openapi.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(/^ {2}version: .*$/m, "  version: 99.0.0"));
    const drift = await findDrift(root, await generateFiles(root));
    expect(drift.join("\n")).toMatch(/openapi\.yaml is out of date/);
  });
});
