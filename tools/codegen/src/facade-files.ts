import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The facade's list of providers: the barrel it re-exports, and its dependencies on them. */
export async function facadeFiles(root: string, names: readonly string[], notice: string): Promise<[string, string][]> {
  const folder = join(root, "packages", "polysms");
  const barrel = names.map((name) => `export { ${name}, ${name}FromEnv } from "@polysms/${name}";\n`).join("");
  return [
    [join(folder, "src", "generated", "providers.gen.ts"), `// ${notice}\n${barrel}`],
    [join(folder, "package.json"), await manifest(join(folder, "package.json"), names)],
  ];
}

async function manifest(file: string, names: readonly string[]): Promise<string> {
  const current = JSON.parse(await readFile(file, "utf8")) as { dependencies: Record<string, string> };
  const providers = names.map((name) => [`@polysms/${name}`, "workspace:^"]);
  const dependencies = { "@polysms/core": "workspace:^", ...Object.fromEntries(providers) };
  return `${JSON.stringify({ ...current, dependencies }, undefined, 2)}\n`;
}
