import { posix } from "node:path";
import { importsOf, isRelative } from "@polysms/workspace/src/imports.ts";
import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";

/** What each file, or each folder, imports; by path or name. */
export type Graph = ReadonlyMap<string, readonly string[]>;

const files = repositoryFiles();

/** The files of a folder of the repository, and the files that each of them imports, types included. */
export function importGraph(folder: string): Graph {
  const own = files.filter((file) => file.startsWith(`${folder}/`) && file.endsWith(".ts"));
  return new Map(own.map((file) => [file, targetsOf(file)]));
}

/** The graph of the parts that the files belong to. What a part imports of itself is left out. */
export function partGraph(graph: Graph, partOf: (file: string) => string): Graph {
  const parts = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const part = partOf(file);
    const imported = parts.get(part) ?? new Set();
    parts.set(part, imported);
    for (const target of targets.map(partOf)) if (target !== part) imported.add(target);
  }
  return new Map([...parts].map(([part, imported]) => [part, [...imported]]));
}

function targetsOf(file: string): string[] {
  const targets = importsOf(readText(file))
    .filter((specifier) => isRelative(specifier) && specifier.endsWith(".ts"))
    .map((specifier) => posix.join(posix.dirname(file), specifier));
  return [...new Set(targets)];
}
