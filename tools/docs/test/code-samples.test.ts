import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { codeSamples } from "../src/api-reference/code-samples.ts";
import { listOperations } from "../src/api-reference/operation-list.ts";
import { credentialFields, readProviders } from "../src/providers/provider-document.ts";

const root = new URL("../../..", import.meta.url).pathname;
const folder = new URL("../test-results/samples/", import.meta.url).pathname;
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const providers = await readProviders(root);
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

/** What the compiler says of the samples; nothing when it likes them. */
async function complaints(samples: Readonly<Record<string, string>>): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(samples)) writeFileSync(join(folder, `${name}.ts`), source);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  return promisify(execFile)(process.execPath, [compiler, "-p", folder]).then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );
}

describe("the samples", () => {
  it("in TypeScript compile against the packages, and one that would not is found", async () => {
    const sources = all.flatMap(({ provider, samples }) =>
      [...samples].flatMap(([id, each]) =>
        each
          .filter(({ lang }) => lang === "typescript")
          .map(({ label, source }) => [`${provider.name}-${id}-${label.replaceAll(" ", "-")}`, source] as const),
      ),
    );
    expect(sources.length).toBeGreaterThan(20);
    const wrong = 'import { createSms } from "polysms";\ncreateSms({ provider: [] });';
    const said = await complaints({ ...Object.fromEntries(sources), wrong });
    expect(
      said.split("\n").filter((line) => line !== "" && !line.startsWith(" ") && !line.includes("wrong.ts(")),
    ).toEqual([]);
    expect(said).toContain("wrong.ts(2,");
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
