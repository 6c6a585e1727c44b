import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runNode } from "@polysms/workspace/src/child-process.ts";
import { tsc } from "@polysms/workspace/src/programs.ts";
import { packages, readText, repositoryFiles, root } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { readmeModules } from "../src/readme-code.ts";

const folder = join(root, "tools/checks/test-results/readme");
const guides = repositoryFiles().filter((file) => /^tools\/docs\/guides\/.*\.md$/.test(file));
const readmes = ["README.md", ...packages.map((name) => `packages/${name}/README.md`), ...guides];

// A guide shows undici, which is not installed here. Its types come with those of Node.
const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
const undiciTypes = join(dirname(createRequire(nodeTypes).resolve("undici-types/package.json")), "index.d.ts");

const settings = {
  extends: "@polysms/tsconfig/node.json",
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    paths: {
      polysms: [join(root, "packages/polysms/src/index.ts")],
      "polysms/*": [join(root, "packages/polysms/src/*.ts")],
      "@polysms/*": [join(root, "packages/*/src/index.ts")],
      undici: [undiciTypes],
    },
  },
  include: ["*.ts"],
};

it("every block of TypeScript in the READMEs and the guides compiles", async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const modules = readmes.flatMap((file) =>
    readmeModules(readText(file)).map(({ line, code }) => ({ name: `${file.replaceAll("/", ".")}.${line}.ts`, code })),
  );
  for (const { name, code } of modules) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  expect(modules.length).toBeGreaterThan(10);
  await runNode(folder, tsc, "-p", ".");
});

it("a block becomes a module with the imports and the set-up of those before it", () => {
  const [first, second] = readmeModules('```ts\nimport { a } from "b";\nconst x = a;\n```\ntext\n```ts\nx.y;\n```\n');
  expect(first).toMatchObject({ line: 2, code: expect.stringMatching(/import \{ a \} from "b";[\s\S]*const x = a;/) });
  const [effect] = readmeModules('```ts\nimport "b/setup";\n\nexport default make();\n```\n');
  expect(effect?.code).toMatch(/^import "b\/setup";\n[\s\S]*\{\n\nvoid make\(\);\n\}/);
  const [exported] = readmeModules("```ts\nexport function f() {}\nexport const x = 1;\n```\n");
  expect(exported?.code).toMatch(/\{\nfunction f\(\) \{\}\nconst x = 1;\n\}/);
  expect(second).toMatchObject({ line: 7, code: expect.stringMatching(/const x = a;\n\{\nx\.y;\n\}/) });
});
