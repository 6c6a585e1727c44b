import { providers, readManifest, readText } from "@polysms/workspace/src/repository.ts";
import { parse } from "yaml";

/** The parts of a bundled spec that the docs read. */
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
  /** The country of the provider, as its package names it. */
  readonly country: string;
  /** The bundled document, as published and as the download link gives it. */
  readonly yaml: string;
  readonly document: ApiDocument;
}

/** The name of a provider in prose: the title of its document without "API". */
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

/** The documents of all providers. */
export function readProviders(): ProviderDocument[] {
  return providers.map(readProvider);
}

function readProvider(name: string): ProviderDocument {
  const country = /\(([^)]+)\)/.exec(readManifest(`packages/${name}`).description ?? "")?.[1];
  if (country === undefined) {
    throw new Error(`packages/${name}/package.json: name the country in brackets in the description: "… (Kenya)."`);
  }
  const yaml = readText(`packages/${name}/src/generated/openapi.yaml`);
  return { name, country, yaml, document: parse(yaml) as ApiDocument };
}
