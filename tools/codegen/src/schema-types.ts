import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "./openapi-document.ts";

/** `schema.gen.ts`: the types of every path, body and answer. */
export async function schemaTypes(document: OpenApiDocument): Promise<string> {
  // openapi-typescript resolves references in place, so it gets a copy.
  const ast = await openapiTS(structuredClone(document) as never, {
    // A default is what the provider fills in; it does not make a field required.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => (schema.format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined),
  });
  return astToString(ast);
}
