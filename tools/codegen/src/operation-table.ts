import type { MediaType, OpenApiDocument, Operation, PathItem, SecuritySchemeObject } from "./openapi-document.ts";
import { requestRules, target } from "./request-rules.ts";

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

/** `operations.gen.ts`: what the client needs from the spec at run time, as a constant. */
export function operationTable(provider: string, document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const operation = item[method] as Operation;
      return [`${method.toUpperCase()} ${path}`, describe(document, item, operation)] as const;
    }),
  );
  const everyServer = [document.servers, ...Object.values(document.paths).map((item) => item.servers ?? [])].flat();
  const servers = [...new Set(everyServer.map(({ url }) => url))];
  const api = {
    provider,
    title: document.info.title,
    servers,
    securitySchemes: securitySchemes(document),
    operations: Object.fromEntries(operations),
  };
  const credentials = [...new Set(operations.flatMap(([, operation]) => Object.keys(operation.credentials ?? {})))];
  return [
    `import type { ApiDescription } from "@polysms/core";\n`,
    `export const api = ${JSON.stringify(api, undefined, 2)} as const satisfies ApiDescription;\n`,
    "/** The documented hosts. */",
    `export type Server = ${union(servers)};\n`,
    "/** Body fields that the client fills in with its credentials. */",
    `export type CredentialField = ${union(credentials)};`,
  ].join("\n");
}

function union(names: readonly string[]): string {
  return names.length === 0 ? "never" : names.map((name) => JSON.stringify(name)).join(" | ");
}

function securitySchemes(document: OpenApiDocument) {
  return Object.fromEntries(
    Object.entries(document.components?.securitySchemes ?? {}).map(([name, scheme]) => [name, kindOf(name, scheme)]),
  );
}

function kindOf(name: string, scheme: SecuritySchemeObject) {
  if (scheme.type === "http" && scheme.scheme === "basic") return { kind: "basic" };
  if (scheme.type === "http" && scheme.scheme === "bearer") return { kind: "bearer" };
  if (scheme.type === "apiKey" && scheme.in === "header" && scheme.name !== undefined) {
    return { kind: "header", header: scheme.name };
  }
  throw new Error(`securitySchemes/${name}: only Basic, Bearer and header keys are supported.`);
}

function describe(document: OpenApiDocument, item: PathItem, operation: Operation) {
  const server = (operation.servers ?? item.servers ?? document.servers)[0];
  if (server === undefined) throw new Error(`${operation.operationId}: no server.`);
  const security = operation.security ?? document.security ?? [];
  const [mediaType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const errorCodes = (operation["x-error-codes"] ?? []).map(({ code, name }) => [String(code), name]);
  return {
    id: operation.operationId,
    server: server.url,
    security: security.map((all) => Object.keys(all)).filter((all) => all.length > 0),
    statuses: Object.keys(operation.responses),
    ...(operation["x-evidence"] === "assumed" ? { evidence: "assumed" } : {}),
    ...(errorCodes.length === 0 ? {} : { errorCodes: Object.fromEntries(errorCodes) }),
    ...(mediaType === undefined || body === undefined
      ? {}
      : {
          mediaType,
          bodyRequired: operation.requestBody?.required === true,
          ...bodyParts(document, body),
          body: requestRules(document, body.schema, operation.operationId),
        }),
  } as {
    server: string;
    credentials?: Record<string, string>;
  };
}

function bodyParts(document: OpenApiDocument, { schema, encoding = {} }: MediaType) {
  const { properties = {} } = schema.$ref === undefined ? schema : target(document, schema.$ref);
  const credentials = Object.entries(properties).flatMap(([field, property]) =>
    typeof property["x-credential"] === "string" ? [[field, property["x-credential"]]] : [],
  );
  const partTypes = Object.entries(encoding).flatMap(([field, { contentType }]) =>
    contentType === undefined ? [] : [[field, contentType.split(",").map((type) => type.trim())]],
  );
  return {
    ...(credentials.length === 0 ? {} : { credentials: Object.fromEntries(credentials) }),
    ...(partTypes.length === 0 ? {} : { partTypes: Object.fromEntries(partTypes) }),
  };
}
