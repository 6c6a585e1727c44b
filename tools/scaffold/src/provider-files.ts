import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const template = new URL("../template/", import.meta.url).pathname;

/** Every file of a new provider with its content, by path from the root of the repository. */
export async function providerFiles(name: string, today: Date): Promise<Map<string, string>> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name).slice(template.length);
        const content = await readFile(join(template, path), "utf8");
        return [destination(path, name), filledIn(content, name, today)] as const;
      }),
  );
  return new Map(files.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Writes files below a folder. Rejects if one of them exists already. */
export async function writeNewFiles(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, { flag: "wx" });
  }
}

function destination(path: string, name: string): string {
  return path
    .replace(/^spec\//, `specs/${name}/`)
    .replace(/^package\//, `packages/${name}/`)
    .replace(/^changeset\.md$/, `.changeset/add-${name}.md`);
}

// The template is a provider called acme, whose document was read on 1 January 1970.
function filledIn(content: string, name: string, today: Date): string {
  return content
    .replaceAll("acme", name)
    .replaceAll("Acme", name.charAt(0).toUpperCase() + name.slice(1))
    .replaceAll("ACME", name.toUpperCase())
    .replaceAll("1970-01-01", today.toISOString().slice(0, 10));
}
