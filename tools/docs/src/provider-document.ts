import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** The parts of a bundled provider spec that the docs read. */
export interface ApiDocument {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary: string;
    readonly description: string;
    readonly "x-sources": Readonly<Record<string, Source>>;
    readonly "x-quirks"?: readonly Quirk[];
  };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly webhooks?: Readonly<Record<string, PathItem>>;
}

export interface Source {
  readonly title: string;
  readonly date: string;
  readonly url?: string;
}

export type PathItem = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly "x-evidence"?: string;
  readonly "x-source"?: string | readonly string[];
  readonly "x-quirks"?: readonly Quirk[];
  readonly "x-error-codes"?: readonly {
    readonly code: string | number;
    readonly name: string;
    readonly meaning: string;
  }[];
}

export interface Quirk {
  readonly id: string;
  readonly note: string;
  readonly reading: string;
  readonly "x-source"?: string | readonly string[];
}

export interface ProviderDocument {
  readonly name: string;
  /** Where the provider is at home, in the words of its package. */
  readonly country: string;
  /** The bundled document as published: what the download link gives. */
  readonly yaml: string;
  readonly document: ApiDocument;
}

/** Every provider of the repository: a folder of `specs/` with an openapi.yaml is one. */
export async function readProviders(root: string): Promise<ProviderDocument[]> {
  const entries = await readdir(join(root, "specs"), { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "specs", entry.name, "openapi.yaml")))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(names.map((name) => readProvider(join(root, "packages", name), name)));
}

async function readProvider(folder: string, name: string): Promise<ProviderDocument> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { description: string };
  const country = /\(([^)]+)\)/.exec(manifest.description)?.[1];
  if (country === undefined) throw new Error(`packages/${name}/package.json: the description names no (country).`);
  const yaml = await readFile(join(folder, "src", "generated", "openapi.yaml"), "utf8");
  return { name, country, yaml, document: parse(yaml) as ApiDocument };
}
