import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failureOf } from "@polysms/workspace/src/child-process.ts";
import { tsc } from "@polysms/workspace/src/programs.ts";
import { root } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { codeSamples } from "../src/api-reference/code-samples.ts";
import { listOperations } from "../src/spec/operation-list.ts";
import { credentialFields, readProviders } from "../src/spec/provider-document.ts";

const folder = new URL("../test-results/samples/", import.meta.url).pathname;
const providers = readProviders();
const all = await Promise.all(providers.map(async (provider) => ({ provider, samples: await codeSamples(provider) })));

const settings = {
  extends: "@polysms/tsconfig/node.json",
  compilerOptions: {
    noUnusedLocals: false,
    paths: {
      polysms: [join(root, "packages/polysms/src/index.ts")],
      "@polysms/*": [join(root, "packages/*/src/index.ts")],
    },
  },
  include: ["*.ts"],
};

/** What the compiler finds wrong with samples of which at least one is wrong. */
function compilerErrors(samples: Readonly<Record<string, string>>): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(samples)) writeFileSync(join(folder, `${name}.ts`), source);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  return failureOf(folder, process.execPath, [tsc, "-p", ".", "--pretty", "false"]);
}

describe("the samples", () => {
  it("in TypeScript compile against the packages, and a wrong one is found", async () => {
    const sources = all.flatMap(({ provider, samples }) =>
      [...samples].flatMap(([id, each]) =>
        each
          .filter(({ lang }) => lang === "typescript")
          .map(({ label, source }) => [`${provider.name}-${id}-${label.replaceAll(" ", "-")}`, source] as const),
      ),
    );
    expect(sources.length).toBeGreaterThan(20);
    const wrong = 'import { createSms } from "polysms";\ncreateSms({ provider: [] });';
    const errors = await compilerErrors({ ...Object.fromEntries(sources), wrong });
    expect(
      errors.split("\n").filter((line) => line !== "" && !line.startsWith(" ") && !line.includes("wrong.ts(")),
    ).toEqual([]);
    expect(errors).toContain("wrong.ts(2,");
  });

  it.each(all)("of $provider.name are there for every operation and webhook", ({ provider, samples }) => {
    expect([...samples.keys()].sort()).toEqual(
      listOperations(provider.document)
        .map(({ operation }) => operation.operationId)
        .sort(),
    );
    for (const each of samples.values())
      expect(each.map(({ lang }) => lang)).toEqual(["curl", "typescript", "typescript"]);
  });

  it.each(all)("of $provider.name take every credential from the environment", ({ provider, samples }) => {
    const variable = new RegExp(`\\$${provider.name.toUpperCase()}_[A-Z_]+`);
    for (const [id, [curl, client]] of samples) {
      if (id.startsWith("on")) continue;
      expect(curl?.source, id).toMatch(variable);
      for (const field of credentialFields(provider.document, id)) {
        expect(curl?.source).toMatch(new RegExp(`"${field}=\\$[A-Z_]+"`));
        expect(client?.source).not.toContain(`    ${field}:`);
      }
    }
  });
});
