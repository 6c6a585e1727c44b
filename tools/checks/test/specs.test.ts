import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import {
  foldersIn,
  packages,
  providers,
  readManifest,
  repositoryFiles,
  root,
} from "@polysms/workspace/src/repository.ts";
import { redocly, runNode } from "@polysms/workspace/src/run.ts";
import { describe, expect, it } from "vitest";
import { citedSources, declaredSources, referredFile, specFiles, specParts } from "../src/spec-folder.ts";

const LEVELS = ["documented", "sdk", "observed", "assumed"];

describe("the folders of specs", () => {
  it("are the providers: each has a package, and each package with a document has a folder", () => {
    expect(foldersIn("specs")).toEqual(providers);
    const described = packages.filter(
      (name) => readManifest(`packages/${name}`).exports?.["./openapi.yaml"] !== undefined,
    );
    expect(described).toEqual(providers);
  });

  it("hold no exception from the lint rules", () => {
    const exceptions = repositoryFiles().filter((file) => /lint-ignore/.test(basename(file)));
    expect(exceptions).toEqual([]);
  });
});

describe.each(providers)("specs/%s", (provider) => {
  const files = specFiles(provider);
  const parts = specParts(provider);

  it("has a document, workflows and a README", () => {
    for (const file of ["openapi.yaml", "workflows.arazzo.yaml", "README.md"]) {
      expect(existsSync(join(root, "specs", provider, file)), file).toBe(true);
    }
    expect(parts.length).toBeGreaterThan(20);
  });

  it("names each component's file like a type", () => {
    const components = files.map(({ path }) => path).filter((path) => path.includes("/components/"));
    expect(components.length).toBeGreaterThan(0);
    expect(components.filter((path) => !/^[A-Z][A-Za-z0-9]*\.yaml$/.test(basename(path)))).toEqual([]);
  });

  it("refers to files of its own folder only, and to files that exist", () => {
    const strays = parts.flatMap(({ path, where, value }) => {
      const target = typeof value.$ref === "string" ? referredFile(path, value.$ref) : undefined;
      const fine = target === undefined || (target.startsWith(`specs/${provider}/`) && existsSync(join(root, target)));
      return fine ? [] : [`${where} → ${target}`];
    });
    expect(strays).toEqual([]);
  });

  it("uses each of its files", () => {
    const used = parts.flatMap(({ path, value }) =>
      typeof value.$ref === "string" ? [referredFile(path, value.$ref)] : [],
    );
    const unused = files
      .map(({ path }) => path)
      .filter((path) => !/\/(openapi|workflows\.arazzo)\.yaml$/.test(path) && !used.includes(path));
    expect(unused).toEqual([]);
  });

  it("cites only sources that info lists, and lists only sources that are cited", () => {
    const declared = declaredSources(provider);
    const cited = parts.flatMap(({ where, value }) => citedSources(value).map((id) => ({ where, id })));
    expect(cited.filter(({ id }) => !declared.includes(id))).toEqual([]);
    expect(declared.filter((id) => !cited.some((one) => one.id === id))).toEqual([]);
  });

  it("names only known levels of evidence, and describes whatever is not documented", () => {
    const marked = parts.filter(({ value }) => "x-evidence" in value);
    expect(marked.filter(({ value }) => !LEVELS.includes(String(value["x-evidence"])))).toEqual([]);
    // OpenAPI gives a media type no description; its body has one.
    const isMediaType = (value: object) => "schema" in value && !("in" in value);
    const bare = marked.filter(
      ({ value }) => typeof (value.description ?? value.summary) !== "string" && !isMediaType(value),
    );
    expect(bare.map(({ where }) => where)).toEqual([]);
  });

  it("has no pattern that is not a regular expression", () => {
    const patterns = parts.flatMap(({ where, value }) =>
      [value.pattern, ...Object.keys((value.patternProperties as object | undefined) ?? {})]
        .filter((pattern) => typeof pattern === "string")
        .map((pattern) => ({ where, pattern })),
    );
    expect(patterns.filter(({ pattern }) => !isRegularExpression(pattern))).toEqual([]);
  });

  it("closes every list of values without repeating one", () => {
    const lists = parts.filter(({ value }) => Array.isArray(value.enum));
    const faulty = lists.filter(({ value }) => {
      const values = (value.enum as unknown[]).map((one) => JSON.stringify(one));
      return values.length === 0 || new Set(values).size !== values.length;
    });
    expect(faulty).toEqual([]);
  });

  it("is scored 90 or better by redocly", async () => {
    const output = await runNode(join(root, "specs"), redocly, "score", `${provider}/openapi.yaml`, "--format=json");
    const { agentReadiness, discoverability } = JSON.parse(output) as Record<string, number>;
    expect(agentReadiness).toBeGreaterThanOrEqual(90);
    expect(discoverability).toBeGreaterThanOrEqual(90);
  }, 120_000);
});

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test("") || true;
  } catch {
    return false;
  }
}
