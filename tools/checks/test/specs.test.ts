import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { runRedocly } from "@polysms/workspace/src/programs.ts";
import {
  foldersIn,
  packages,
  providers,
  readManifest,
  repositoryFiles,
  root,
} from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { citedSources, declaredSources, referredFile, specFiles, specParts } from "../src/spec-folder.ts";

const LEVELS = ["documented", "sdk", "observed", "assumed"];

describe("the folders of specs", () => {
  it("are the providers: each has a package, and each package with a document has a folder", () => {
    expect(foldersIn("specs"), "Each folder of specs/ needs an openapi.yaml.").toEqual(providers);
    const described = packages.filter(
      (name) => readManifest(`packages/${name}`).exports?.["./openapi.yaml"] !== undefined,
    );
    expect(
      described,
      "Each folder of specs/ needs a package that exports ./openapi.yaml, and the other way round.",
    ).toEqual(providers);
  });

  it("have no exceptions from the lint rules", () => {
    const exceptions = repositoryFiles().filter((file) => /lint-ignore/.test(basename(file)));
    expectNone(exceptions, "Fix the spec, or change the rule for all specs in specs/redocly.yaml.");
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
    expectNone(
      components.filter((path) => !/^[A-Z][A-Za-z0-9]*\.yaml$/.test(basename(path))),
      "Name the file like a type: SendMessageRequest.yaml.",
    );
  });

  it("refers only to files that exist in its own folder", () => {
    const wrong = parts.flatMap(({ path, where, value }) => {
      const target = typeof value.$ref === "string" ? referredFile(path, value.$ref) : undefined;
      const fine = target === undefined || (target.startsWith(`specs/${provider}/`) && existsSync(join(root, target)));
      return fine ? [] : [`${where} → ${target}`];
    });
    expectNone(wrong, "Fix the $ref. A spec refers to its own folder only; copy what another spec has.");
  });

  it("uses each of its files", () => {
    const used = parts.flatMap(({ path, value }) =>
      typeof value.$ref === "string" ? [referredFile(path, value.$ref)] : [],
    );
    const unused = files
      .map(({ path }) => path)
      .filter((path) => !/\/(openapi|workflows\.arazzo)\.yaml$/.test(path) && !used.includes(path));
    expectNone(unused, "Refer to the file, or delete it.");
  });

  it("cites only sources that info lists, and lists only sources that are cited", () => {
    const declared = declaredSources(provider);
    const cited = parts.flatMap(({ where, value }) => citedSources(value).map((id) => ({ where, id })));
    expectNone(
      cited.filter(({ id }) => !declared.includes(id)),
      "Add the source to info.x-sources in openapi.yaml, or fix its id in x-source.",
    );
    expectNone(
      declared.filter((id) => !cited.some((one) => one.id === id)),
      "Cite the source in an x-source, or delete it from info.x-sources in openapi.yaml.",
    );
  });

  it("has only known levels of evidence, and describes what is not documented", () => {
    const marked = parts.filter(({ value }) => "x-evidence" in value);
    expectNone(
      marked.filter(({ value }) => !LEVELS.includes(String(value["x-evidence"]))),
      `Write one of these as x-evidence: ${LEVELS.join(", ")}.`,
    );
    // In OpenAPI a media type has no description; its body has one.
    const isMediaType = (value: object) => "schema" in value && !("in" in value);
    const bare = marked.filter(
      ({ value }) => typeof (value.description ?? value.summary) !== "string" && !isMediaType(value),
    );
    expectNone(
      bare.map(({ where }) => where),
      "Say in a description what is assumed, or where it was observed.",
    );
  });

  it("has no pattern that is not a regular expression", () => {
    const patterns = parts.flatMap(({ where, value }) =>
      [value.pattern, ...Object.keys((value.patternProperties as object | undefined) ?? {})]
        .filter((pattern) => typeof pattern === "string")
        .map((pattern) => ({ where, pattern })),
    );
    expectNone(
      patterns.filter(({ pattern }) => !isRegularExpression(pattern)),
      "Fix the regular expression; it is read with the flag u.",
    );
  });

  it("has no empty list of values, and no value twice in one", () => {
    const lists = parts.filter(({ value }) => Array.isArray(value.enum));
    const faulty = lists.filter(({ value }) => {
      const values = (value.enum as unknown[]).map((one) => JSON.stringify(one));
      return values.length === 0 || new Set(values).size !== values.length;
    });
    expectNone(faulty, "List each value of the enum once.");
  });

  it("is scored 90 or better by redocly", async () => {
    const output = await runRedocly(join(root, "specs"), "score", `${provider}/openapi.yaml`, "--format=json");
    const { agentReadiness, discoverability } = JSON.parse(output) as Record<string, number>;
    const advice = `Run \`redocly score ${provider}/openapi.yaml\` in specs/, which says what to improve.`;
    expect(agentReadiness, advice).toBeGreaterThanOrEqual(90);
    expect(discoverability, advice).toBeGreaterThanOrEqual(90);
  }, 120_000);
});

function isRegularExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test("") || true;
  } catch {
    return false;
  }
}
