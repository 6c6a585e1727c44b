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

export type SecurityScheme =
  | { readonly kind: "basic" }
  | { readonly kind: "bearer" }
  | { readonly kind: "header"; readonly header: string };

export interface OperationDescription {
  readonly id: string;
  readonly server: string;
  /** Alternatives; each is a set of schemes that are needed together. */
  readonly security: readonly (readonly string[])[];
  /** Statuses that the spec describes, ranges such as `4XX` included. */
  readonly statuses: readonly string[];
  readonly mediaType?: string;
  readonly body?: RequestSchema;
  readonly bodyRequired?: boolean;
  /** Body field → option of the client that fills it. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Multipart field → content types its part may have. */
  readonly partTypes?: Readonly<Record<string, readonly string[]>>;
  /** Set on an operation whose path no source gives: the client calls it only when told the real path. */
  readonly evidence?: "assumed";
  /** Codes a reply body carries when the operation failed, by code. */
  readonly errorCodes?: Readonly<Record<string, string>>;
}
