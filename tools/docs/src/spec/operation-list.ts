import type { ApiDocument, Operation, PathItem, Quirk } from "./provider-document.ts";

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

export interface ListedOperation {
  readonly operation: Operation;
  /** `POST /v1/sms`, or `webhook` for a call of the provider. */
  readonly call: string;
  /** Where Redoc shows the operation, as the fragment of the provider's page. */
  readonly fragment: string;
}

/** The operations of a document in its own order, webhooks last. */
export function listOperations({ paths, webhooks = {} }: ApiDocument): ListedOperation[] {
  return [
    ...Object.entries(paths).flatMap(([path, item]) =>
      operationsOf(item).map(([method, operation]) => listed(operation, `${method.toUpperCase()} ${path}`)),
    ),
    ...Object.values(webhooks).flatMap((item) =>
      operationsOf(item).map(([, operation]) => listed(operation, "webhook")),
    ),
  ];
}

/** Every quirk of a document, those of the whole API first. */
export function quirksOf(document: ApiDocument): Quirk[] {
  const operations = listOperations(document).map(({ operation }) => operation);
  return [document.info, ...operations].flatMap((part) => part["x-quirks"] ?? []);
}

function operationsOf(item: PathItem): [string, Operation][] {
  return METHODS.flatMap((method) => (item[method] === undefined ? [] : [[method, item[method] as Operation]]));
}

function listed(operation: Operation, call: string): ListedOperation {
  return { operation, call, fragment: `/${slug(operation.tags[0] ?? "")}/${operation.operationId.toLowerCase()}` };
}

function slug(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
