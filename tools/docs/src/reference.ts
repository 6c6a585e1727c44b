import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packages as folders, readManifest, root } from "@polysms/workspace/src/repository.ts";
import { Application, TSConfigReader } from "typedoc";
import type { Page } from "./markdown.ts";

interface ReferencePackage {
  readonly name: string;
  readonly description: string;
  /** Source files that its `exports` point to. */
  readonly entries: readonly string[];
}

/** The packages that users install, and their entry points. */
function publicPackages(): ReferencePackage[] {
  return folders
    .map((folder) => ({ folder, manifest: readManifest(`packages/${folder}`) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest: { name, description = "", exports = {} } }) => ({
      name,
      description,
      entries: Object.values(exports).flatMap((target) => {
        const source = (target as Readonly<Record<string, string>>)["@polysms/source"];
        return source === undefined ? [] : [join(root, "packages", folder, source)];
      }),
    }));
}

/** The TypeScript reference of the public packages: one page for each entry point, and a list of them. */
export async function referencePages(): Promise<Page[]> {
  const packages = publicPackages();
  const folder = await mkdtemp(join(tmpdir(), "polysms-reference-"));
  try {
    // TypeDoc compiles with its own TypeScript, and with the settings of the repository.
    const tsconfig = join(folder, "tsconfig.json");
    // A name that several packages export belongs to the package that is read first: the one that it comes from.
    const files = [...packages].sort(byScope).flatMap(({ entries }) => entries);
    await writeFile(tsconfig, JSON.stringify({ extends: join(root, "tools/tsconfig/node.json"), files }));
    const out = join(folder, "out");
    await convert({ ...OPTIONS, tsconfig, entryPoints: files, basePath: join(root, "packages") }, packages, out);
    const written = await readdir(out, { recursive: true });
    const pages = written.filter((file) => file.endsWith(".md")).map((file) => readReferencePage(packages, out, file));
    return await Promise.all(pages);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Packages with a scope before the one that re-exports them. */
function byScope(one: ReferencePackage, other: ReferencePackage): number {
  return Number(other.name.startsWith("@")) - Number(one.name.startsWith("@"));
}

async function convert(options: object, packages: readonly ReferencePackage[], out: string): Promise<void> {
  const outputs = [{ name: "markdown", path: out }];
  const application = await Application.bootstrapWithPlugins({ ...options, outputs }, [new TSConfigReader()]);
  const project = await application.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the packages.");
  for (const module of project.children ?? []) module.name = nameOf(module.name, packages);
  await application.generateOutputs(project);
}

async function readReferencePage(packages: readonly ReferencePackage[], out: string, file: string): Promise<Page> {
  const markdown = await readFile(join(out, file), "utf8");
  const name = /^# (.+)$/m.exec(markdown)?.[1] ?? file;
  const { description } = packages.find((each) => name === each.name || name.startsWith(`${each.name}/`)) ?? {};
  const isList = file === "index.md";
  return {
    path: `reference/${file}`,
    title: name,
    description: isList ? "The public API of every package." : `Public API of ${name}. ${description ?? ""}`.trim(),
    // Deeper headings are parts of a symbol, and would fill the outline.
    frontmatter: { outline: 3 },
    markdown: isList ? markdown : markdown.replace(/^# .+$/m, (heading) => `${heading}\n\n${description ?? ""}`),
  };
}

const OPTIONS = {
  plugin: ["typedoc-plugin-markdown"],
  // The types of a provider's own API come from its OpenAPI document, and the API reference shows them better.
  exclude: ["**/generated/schema.gen.ts"],
  excludePrivate: true,
  excludeInternal: true,
  excludeExternals: true,
  disableSources: true,
  readme: "none",
  name: "TypeScript reference",
  logLevel: "Error",
  // The packages have type checks of their own, with the TypeScript that they are written for.
  skipErrorChecking: true,
  outputFileStrategy: "modules",
  entryFileName: "index",
  excludeScopesInPaths: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  tableColumnSettings: { hideModifiers: true, hideInherited: true, hideOverrides: true },
  groupOrder: ["Functions", "Classes", "Variables", "Interfaces", "Type Aliases", "*"],
  sanitizeComments: true,
};

/** `core/src` is the package `@polysms/core`; `testing/src/vitest` is its entry point `@polysms/testing/vitest`. */
function nameOf(module: string, packages: readonly ReferencePackage[]): string {
  const [folder, , ...entry] = module.split("/");
  const own = packages.find(({ name }) => name === folder || name.endsWith(`/${folder}`));
  return [own?.name ?? folder, ...entry.filter((part) => part !== "index")].join("/");
}
