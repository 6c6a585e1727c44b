import { bundle, createConfig } from "@redocly/openapi-core";

/** The parts of an OpenAPI 3.1 document that the generator reads. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly Server[];
  readonly security?: readonly SecurityRequirement[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes?: Readonly<Record<string, SecuritySchemeObject>>;
  };
}

interface Server {
  readonly url: string;
}

type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface SecuritySchemeObject {
  readonly type: string;
  readonly scheme?: string;
  readonly in?: string;
  readonly name?: string;
}

export type PathItem = { readonly servers?: readonly Server[] } & { readonly [method: string]: Operation };

export interface Operation {
  readonly operationId: string;
  readonly servers?: readonly Server[];
  readonly security?: readonly SecurityRequirement[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly "x-evidence"?: string;
  readonly "x-error-codes"?: readonly { readonly code: string | number; readonly name: string }[];
}

export interface MediaType {
  readonly schema: JsonSchema;
  readonly encoding?: Readonly<Record<string, { readonly contentType?: string }>>;
}

export interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

/** Reads a spec of several files into one document; every `$ref` into another file becomes `#/components/…`. */
export async function readDocument(file: string): Promise<OpenApiDocument> {
  const { bundle: document, problems } = await bundle({ ref: file, config: await createConfig({}) });
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0) throw new Error(`${file}: ${errors.map((problem) => problem.message).join("; ")}`);
  return document.parsed as OpenApiDocument;
}
