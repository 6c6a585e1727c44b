import { posix } from "node:path";
import { isRelative, withoutComments } from "@polysms/workspace/src/imports.ts";

const DECLARATION =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) (?:\{([^}]*)\}|(\w+))/gm;
const LIST = /^export (?:type )?\{([^}]*)\}(?! from)/gm;
// `import a, { b as c } from "x"`, `export { d } from "x"`, `export * from "x"`, `import * as e from "x"`.
const TAKEN = /\b(?:import|export)\s+(?:type\s+)?([^"';]*?)\s*from\s*["']([^"']+)["']/g;
// `import("x")` in code and in types, which may take everything; `import "x"` takes nothing.
const WHOLE = /\bimport\s*\(\s*["']([^"']+)["']|\bimport\s+["']([^"']+)["']/g;

/** The names that a file declares and exports. What it exports from another file is declared there. */
export function exportedNames(code: string): string[] {
  const text = withoutComments(code);
  const declared = [...text.matchAll(DECLARATION)].flatMap(([, pattern, name]) =>
    pattern ? namesInList(pattern) : (name ?? []),
  );
  return [...declared, ...[...text.matchAll(LIST)].flatMap(([, names = ""]) => namesInList(names))];
}

/** What a file imports, or exports again, from each module, by specifier. `*` is everything. */
export function takenNames(code: string): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  const add = (specifier: string, names: readonly string[]) =>
    taken.set(specifier, new Set([...(taken.get(specifier) ?? []), ...names]));
  const text = withoutComments(code);
  for (const [, clause = "", specifier = ""] of text.matchAll(TAKEN)) {
    const [, names] = /\{([^}]*)\}/.exec(clause) ?? [];
    add(specifier, clause.includes("*") ? ["*"] : names === undefined ? ["default"] : namesInList(names));
  }
  for (const [, called, effect] of text.matchAll(WHOLE)) add(called ?? effect ?? "", called === undefined ? [] : ["*"]);
  return taken;
}

/** The file that a specifier leads to: a path from the root of the repository, if it is a file of the repository. */
export function targetOf(file: string, specifier: string): string | undefined {
  if (isRelative(specifier)) return posix.join(posix.dirname(file), specifier);
  const [, tool, path] = /^@polysms\/([\w-]+)\/(src\/.+)$/.exec(specifier) ?? [];
  return tool === undefined ? undefined : `tools/${tool}/${path}`;
}

/** `a, type b as c` → `a`, `b`: the names that they have in the module. */
export function namesInList(list: string): string[] {
  return list
    .split(",")
    .map(
      (part) =>
        part
          .trim()
          .replace(/^type /, "")
          .split(/\s+as\s+|\s*:/)[0] ?? "",
    )
    .filter((name) => name !== "");
}
