import { existsSync } from "node:fs";
import { join } from "node:path";

// The name becomes a folder, a package, and a function that the facade exports.
const FORM = /^[a-z][a-z0-9]{1,30}$/;
const PACKAGES = ["cli", "core", "polysms", "testing"];
const EXAMPLE = "acme";
const KEYWORDS =
  "as async await break case catch class const continue debugger default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  );

/** What is wrong with the name of a new provider. Returns `undefined` if it is fine. */
export function nameProblem(root: string, name: string): string | undefined {
  if (!FORM.test(name)) {
    return `"${name}" is not a provider name: write 2 to 31 lower-case letters and digits, a letter first.`;
  }
  if (PACKAGES.includes(name)) return `"${name}" is reserved: @polysms/${name} is a package of its own.`;
  if (name === EXAMPLE) return `"${name}" is reserved: it is the example in the tests and texts of this repository.`;
  if (KEYWORDS.includes(name))
    return `"${name}" is a keyword of JavaScript, and the provider's function is called like the provider.`;
  const taken = [`specs/${name}`, `packages/${name}`, `.changeset/add-${name}.md`].find((path) =>
    existsSync(join(root, path)),
  );
  return taken === undefined ? undefined : `${taken} exists already; choose another name, or remove it first.`;
}
