import type { RequestSchema } from "./request-schema.ts";

/** What the generator writes about a provider's API: the part of the spec that the client needs at run time. */
export interface ApiDescription {
  /** The provider's folder name. */
  readonly provider: string;
  readonly title: string;
  /** Documented hosts; the first one is the default. */
  readonly servers: readonly string[];
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** By method and path: `POST /v1/sms`. */
  readonly operations: Readonly<Record<string, OperationDescription>>;
}

/** How the API takes one credential: in the `Authorization` header as Basic or Bearer, or in a header of its own. */
export type SecurityScheme =
  | { readonly kind: "basic" }
  | { readonly kind: "bearer" }
  | { readonly kind: "header"; readonly header: string };

/** One operation of an API, as the client needs it to write a request. */
export interface OperationDescription {
  /** The operationId of the spec. */
  readonly id: string;
  readonly server: string;
  /** Alternatives: each is a list of schemes that are needed together. */
  readonly security: readonly (readonly string[])[];
  /** Statuses that the spec describes, including ranges such as `4XX`. */
  readonly statuses: readonly string[];
  readonly mediaType?: string;
  readonly body?: RequestSchema;
  readonly bodyRequired?: boolean;
  /** Body field → option of the client that fills it. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Multipart field → content types that its part may have. */
  readonly partTypes?: Readonly<Record<string, readonly string[]>>;
  /** Set on an operation whose path no source gives: the client calls it only if it is given the real path. */
  readonly evidence?: "assumed";
  /** Failure codes that the body of an answer can carry, with their names. */
  readonly errorCodes?: Readonly<Record<string, string>>;
}
