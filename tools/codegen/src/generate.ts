import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { providersIn } from "@polysms/workspace/src/repository.ts";
import { stringify } from "yaml";
import { facadeFiles } from "./facade-files.ts";
import { readDocument } from "./openapi-document.ts";
import { operationTable } from "./operation-table.ts";
import { schemaTypes } from "./schema-types.ts";

const NOTICE = "Generated from specs/ by `pnpm generate`. Do not edit.";

/** Every generated file of a repository with its content, by absolute path. */
export async function generateFiles(root: string): Promise<Map<string, string>> {
  const names = providersIn(root);
  const perProvider = await Promise.all(names.map((name) => providerFiles(root, name)));
  return new Map([...perProvider.flat(), ...(await facadeFiles(root, names, NOTICE))]);
}

async function providerFiles(root: string, name: string): Promise<[string, string][]> {
  const document = await readDocument(join(root, "specs", name, "openapi.yaml"));
  const folder = join(root, "packages", name, "src", "generated");
  const yaml = stringify(document, { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 0 });
  return [
    [join(folder, "openapi.yaml"), `# ${NOTICE}\n${yaml}`],
    [join(folder, "schema.gen.ts"), `// ${NOTICE}\n${await schemaTypes(document)}`],
    [join(folder, "operations.gen.ts"), `// ${NOTICE}\n${operationTable(name, document)}\n`],
  ];
}

/** Writes the generated files, and deletes everything else in their folders. */
export async function writeGenerated(files: ReadonlyMap<string, string>): Promise<void> {
  for (const stale of await staleFiles(files)) await rm(stale);
  for (const [file, content] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Generated files that differ from what the specs say, are missing, or should not be there. */
export async function findDrift(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const drift: string[] = [];
  for (const [file, content] of files) {
    const current = existsSync(file) ? await readFile(file, "utf8") : undefined;
    if (current !== content)
      drift.push(`${relative(root, file)} ${current === undefined ? "is missing" : "is out of date"}`);
  }
  for (const stale of await staleFiles(files)) drift.push(`${relative(root, stale)} is not generated from any spec`);
  return drift;
}

/** What lies in the folders of generated files and is not one of them. */
async function staleFiles(files: ReadonlyMap<string, string>): Promise<string[]> {
  const folders = [...new Set([...files.keys()].map((file) => dirname(file)))].filter((folder) =>
    folder.endsWith("generated"),
  );
  const found = await Promise.all(
    folders.filter(existsSync).map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  return found.flat().filter((file) => !files.has(file));
}
