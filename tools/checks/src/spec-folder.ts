import { dirname, join, normalize } from "node:path";
import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { parse } from "yaml";

type YamlObject = Readonly<Record<string, unknown>>;

interface SpecFile {
  readonly path: string;
  readonly content: unknown;
}

/** One object of a YAML file, with its place. */
interface Part {
  readonly path: string;
  /** Path and keys, for messages. */
  readonly where: string;
  readonly value: YamlObject;
}

interface Quirk {
  readonly id: string;
  readonly where: string;
}

const files = repositoryFiles();

/** The YAML files of one provider's spec, parsed. */
export function specFiles(provider: string): SpecFile[] {
  return files
    .filter((path) => path.startsWith(`specs/${provider}/`) && path.endsWith(".yaml"))
    .map((path) => ({ path, content: parse(readText(path)) as unknown }));
}

/** Every object in a provider's spec, without values that are sent or received (`value` of an example). */
export function specParts(provider: string): Part[] {
  return specFiles(provider).flatMap(({ path, content }) => [...partsOf(content, path, `${path}#`)]);
}

function* partsOf(value: unknown, path: string, where: string): Generator<Part> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { path, where, value: value as YamlObject };
  const isExample = !Array.isArray(value) && "summary" in value && "value" in value;
  for (const [key, inner] of Object.entries(value)) {
    if (!(isExample && key === "value")) yield* partsOf(inner, path, `${where}/${key}`);
  }
}

/** The file that a `$ref` points to, as a path from the root; `undefined` for a `#/…` reference. */
export function referredFile(from: string, reference: string): string | undefined {
  const [file] = reference.split("#");
  return file === undefined || file === "" ? undefined : normalize(join(dirname(from), file));
}

/** The ids of the sources that a part cites: `docs: Send SMS (L1-9)` cites `docs`. */
export function citedSources(part: YamlObject): string[] {
  return [part["x-source"] ?? []].flat().map((citation) => String(citation).split(":")[0] ?? "");
}

export function declaredSources(provider: string): string[] {
  const { info } = parse(readText(`specs/${provider}/openapi.yaml`)) as { info: { "x-sources": YamlObject } };
  return Object.keys(info["x-sources"]);
}

export function quirksOf(provider: string): Quirk[] {
  return specParts(provider).flatMap(({ where, value }) => {
    const quirks = (value["x-quirks"] ?? []) as readonly { readonly id: unknown }[];
    return quirks.map(({ id }) => ({ id: String(id), where }));
  });
}
