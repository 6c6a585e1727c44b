import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const specs = dirname(require.resolve("@polysms/specs/package.json"));
const redocly = createRequire(join(specs, "package.json")).resolve("@redocly/cli/package.json");
const main = new URL("../src/main.ts", import.meta.url).pathname;
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "polysms-scaffold-"));
});
afterEach(() => rm(root, { recursive: true }));

const newProvider = (...args: string[]) => run(process.execPath, [main, ...args, "--root", root]);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("pnpm new-provider", () => {
  it("writes a spec folder, a package and a changeset, and tells what comes next", async () => {
    const { stdout } = await newProvider("zebra");
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
    expect(stdout.split("\n\n")[0]?.split("\n").sort()).toEqual(written);
    expect(stdout).toContain("pnpm generate");
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
    await cp(join(specs, "redocly.yaml"), join(root, "specs/redocly.yaml"));
    const lint = run(
      process.execPath,
      [join(dirname(redocly), "bin/cli.js"), "lint", "zebra/openapi.yaml", "zebra/workflows.arazzo.yaml"],
      {
        cwd: join(root, "specs"),
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    await expect(lint).resolves.toMatchObject({ stderr: expect.not.stringMatching(/warning|error/i) });
  });

  it("writes nothing when the name is refused, and says why", async () => {
    await expect(newProvider("My-SMS")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"My-SMS" is not a provider name'),
    });
    await expect(newProvider()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("Usage:") });
    await expect(newProvider("one", "two")).rejects.toMatchObject({ code: 1 });
    expect(await filesBelow(root)).toEqual([]);
  });

  it("does not touch a provider that exists", async () => {
    await mkdir(join(root, "packages/zebra"), { recursive: true });
    await writeFile(join(root, "packages/zebra/package.json"), "{}");
    await expect(newProvider("zebra")).rejects.toMatchObject({
      stderr: expect.stringContaining("packages/zebra exists already"),
    });
    expect(await filesBelow(root)).toEqual([join(root, "packages/zebra/package.json")]);
  });
});
