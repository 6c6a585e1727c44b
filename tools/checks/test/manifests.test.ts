import { existsSync } from "node:fs";
import { join } from "node:path";
import { packages, providers, readManifest, readText, root } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";

const published = packages.filter((name) => readManifest(`packages/${name}`).private !== true);
const template = readManifest("tools/scaffold/template/package");

// What makes a provider's package what it is; name, version, description and test tools may differ.
const SAME_EVERYWHERE = [
  "type",
  "license",
  "sideEffects",
  "engines",
  "files",
  "exports",
  "scripts",
  "dependencies",
  "publishConfig",
];

describe("the manifests", () => {
  it("core depends on openapi-fetch alone, the facade on core and the providers, a provider on core", () => {
    expect(Object.keys(readManifest("packages/core").dependencies ?? {})).toEqual(["openapi-fetch"]);
    expect(Object.keys(readManifest("packages/polysms").dependencies ?? {}).sort()).toEqual(
      ["core", ...providers].map((name) => `@polysms/${name}`).sort(),
    );
    for (const name of providers) {
      expect(Object.keys(readManifest(`packages/${name}`).dependencies ?? {}), name).toEqual(["@polysms/core"]);
    }
  });

  it.each(published)("packages/%s is complete: name, license, files, README, and exports that exist", (name) => {
    const manifest = readManifest(`packages/${name}`);
    expect(manifest.name).toBe(name === "polysms" ? "polysms" : `@polysms/${name}`);
    expect(manifest).toMatchObject({ license: "MIT", type: "module", publishConfig: { access: "public" } });
    expect(manifest.description).toMatch(/^[A-Z].*\.$/);
    expect(manifest.files).toEqual(expect.arrayContaining(["dist", "src"]));
    expect(existsSync(join(root, "packages", name, "README.md"))).toBe(true);
    expect(readText(`packages/${name}/README.md`)).toMatch(/^# /);
    expect(manifest.exports).toMatchObject({
      ".": { "@polysms/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    });
    expect(existsSync(join(root, "packages", name, "src", "index.ts"))).toBe(true);
  });

  it("the README lists every package that is published", () => {
    const listed = [...readText("README.md").matchAll(/^\| \[`[^`]+`\]\(packages\/([\w-]+)\)/gm)].map(
      ([, name]) => name,
    );
    expect(listed.sort()).toEqual([...published].sort());
  });

  it.each(providers)("%s exports its OpenAPI document", (name) => {
    expect(readManifest(`packages/${name}`).exports?.["./openapi.yaml"]).toBe("./src/generated/openapi.yaml");
    expect(existsSync(join(root, "packages", name, "src/generated/openapi.yaml"))).toBe(true);
  });

  it.each(providers)("%s is packaged like a newly scaffolded provider", (name) => {
    const manifest = readManifest(`packages/${name}`);
    for (const field of SAME_EVERYWHERE) expect(manifest[field], field).toEqual(template[field]);
    for (const file of ["tsconfig.json", "tsconfig.build.json"]) {
      expect(readText(`packages/${name}/${file}`)).toBe(readText(`tools/scaffold/template/package/${file}`));
    }
  });
});
