import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "@polysms/workspace/src/child-process.ts";
import { runRedocly, tsc, vitest } from "@polysms/workspace/src/programs.ts";
import { type Manifest, providers } from "@polysms/workspace/src/repository.ts";
import { copyRepository, type RepositoryCopy } from "@polysms/workspace/src/repository-copy.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

const name = "zebrasms";
let copy: RepositoryCopy;

beforeAll(async () => {
  copy = copyRepository();
  await runNode(copy.root, "tools/scaffold/src/main.ts", name);
  await runNode(copy.root, "tools/codegen/src/main.ts");
  const [model = ""] = providers;
  copy.linkModules(`packages/${name}`, `packages/${model}`);
}, 120_000);

afterAll(() => copy.remove());

describe("a fifth provider", () => {
  it("needs no edit of a file that is written by hand", () => {
    const changes = copy.changes();
    const isOwn = (path: string) =>
      path.startsWith(`specs/${name}/`) || path.startsWith(`packages/${name}/`) || path === `.changeset/add-${name}.md`;
    expectNone(
      changes.filter(({ path, kind }) => kind === "new" && !isOwn(path)),
      "Scaffold and codegen may add files only to the folders of the provider.",
    );
    expect(changes.filter(({ kind }) => kind === "changed").map(({ path }) => path)).toEqual([
      "packages/polysms/package.json",
      "packages/polysms/src/generated/providers.gen.ts",
    ]);
    expect(changes.filter(({ kind }) => kind === "new").length).toBeGreaterThan(20);
  });

  it("is in the facade: a dependency and an export", () => {
    const manifest = JSON.parse(readFileSync(join(copy.root, "packages/polysms/package.json"), "utf8")) as Manifest;
    expect(manifest.dependencies?.[`@polysms/${name}`]).toBe("workspace:^");
    const barrel = readFileSync(join(copy.root, "packages/polysms/src/generated/providers.gen.ts"), "utf8");
    expect(barrel).toContain(`export { ${name}, ${name}FromEnv } from "@polysms/${name}";`);
  });

  it("has a spec that passes the house style, with its workflow", async () => {
    const specs = join(copy.root, "specs");
    await runRedocly(specs, "lint", `${name}/openapi.yaml`, `${name}/workflows.arazzo.yaml`);
  }, 120_000);

  it("compiles", async () => {
    await runNode(join(copy.root, "packages", name), tsc, "-p", ".");
  }, 120_000);

  it("passes its own tests, with the contract tests against its mock", async () => {
    const config = join(copy.root, "tools/vitest/vitest.config.ts");
    const cwd = join(copy.root, "packages", name);
    await runNode(cwd, vitest, "run", "--root", ".", "--config", config);
    const report = JSON.parse(readFileSync(join(cwd, "test-results/test.json"), "utf8")) as {
      numFailedTests: number;
      testResults: { assertionResults: { fullName: string; status: string }[] }[];
    };
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expectNone(
      tests.filter(({ status }) => status !== "passed"),
      "Fix tools/scaffold/template/package: a new provider must pass its tests as it is.",
    );
    expect(tests.map(({ fullName }) => fullName)).toContainEqual(
      expect.stringMatching(/^contract of .*every operation was exercised$/),
    );
    expect(tests.length).toBeGreaterThan(20);
  }, 120_000);

  it("passes the checks of the other providers", async () => {
    const config = join(copy.root, "tools/vitest/vitest.config.ts");
    const files = ["specs", "quirks", "manifests", "imports", "workflows"].map((file) => `test/${file}.test.ts`);
    const cwd = join(copy.root, "tools/checks");
    await runNode(cwd, vitest, "run", ...files, "-t", name, "--root", ".", "--config", config);
    const report = JSON.parse(readFileSync(join(cwd, "test-results/test.json"), "utf8")) as {
      numPassedTests: number;
    };
    expect(report.numPassedTests).toBeGreaterThan(10);
  }, 120_000);
});
