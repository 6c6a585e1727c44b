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
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
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

/** What most parts of a document have. */
export interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<
    Record<string, { readonly schema?: unknown; readonly examples?: Readonly<Record<string, unknown>> }>
  >;
}

export interface ProviderDocument {
  readonly name: string;
  /** Where the provider is at home, in the words of its package. */
  readonly country: string;
  /** The bundled document as published: what the download link gives. */
  readonly yaml: string;
  readonly document: ApiDocument;
}

/** What people call a provider: the title of its document without "API". */
export function titleOf({ document }: ProviderDocument): string {
  return document.info.title.replace(/(?: SMS)? API$/, "");
}

/** The part of a document that a `$ref` points to, or the part itself. */
export function follow(document: ApiDocument, part: unknown): Described {
  const { $ref } = (part ?? {}) as { readonly $ref?: string };
  if ($ref === undefined) return (part ?? {}) as Described;
  const keys = $ref.replace("#/", "").split("/");
  return follow(
    document,
    keys.reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>>)[key], document),
  );
}

/** A named example of a body. */
export function exampleOf(document: ApiDocument, body: Described, name: string | undefined): Described | undefined {
  const examples = Object.values(body.content ?? {}).map((content) => content.examples ?? {});
  const found = examples.flatMap((each) => Object.entries(each)).find(([key]) => key === name);
  return found && follow(document, found[1]);
}

/** The fields of an operation's body that the client fills in with its credentials. */
export function credentialFields(document: ApiDocument, operationId: string): string[] {
  const items = Object.values(document.paths).flatMap((item) => Object.values(item)) as Operation[];
  const operation = items.find((each) => each.operationId === operationId);
  const body = follow(document, operation?.requestBody);
  return Object.values(body.content ?? {}).flatMap(({ schema }) =>
    Object.entries(follow(document, schema).properties ?? {})
      .filter(([, property]) => [property as object, follow(document, property)].some((each) => "x-credential" in each))
      .map(([name]) => name),
  );
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
