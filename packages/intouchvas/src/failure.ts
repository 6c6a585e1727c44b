import type { ErrorCode } from "@polysms/core";
import type { paths } from "./generated/schema.gen.ts";

type Status = Exclude<keyof paths["/message/send/transactional"]["post"]["responses"], 200>;

/**
 * The provider's own error table. 418, 421 and 422 have the same words there (quirk intouchvas-invalid-parameter-codes).
 * A status that is added to the spec does not compile until it is added here.
 */
const documentedFailures: Readonly<Record<Status, ErrorCode>> = {
  400: "bad-request",
  401: "auth",
  403: "auth",
  404: "bad-request",
  405: "bad-request",
  406: "bad-request",
  418: "bad-request",
  421: "bad-request",
  422: "bad-request",
  428: "auth",
  429: "rate-limited",
  500: "provider-down",
  503: "provider-down",
};

/**
 * What a documented rejection means, or `undefined` if the answer does not prove one. The number is in the HTTP status, in
 * the body or in both (quirk intouchvas-failure-status). An answer that is a rejection by one and not by the other proves
 * nothing, and neither does any number from 500 or a body with a transaction id.
 */
export function rejectionIn(httpStatus: number, body: unknown): ErrorCode | undefined {
  if (transactionIn(body) !== undefined) return undefined;
  const inBody = statusIn(body);
  if (httpStatus < 300) return meaningOf(inBody);
  const meaning = meaningOf(httpStatus);
  return meaning === undefined || inBody === undefined ? meaning : meaningOf(inBody);
}

function meaningOf(status: number | undefined): ErrorCode | undefined {
  return status !== undefined && status < 500 ? documentedFailures[status as Status] : undefined;
}

/** The number of a failure object or a receipt. */
export function statusIn(body: unknown): number | undefined {
  const { status } = (body ?? {}) as { status?: unknown };
  return typeof status === "number" ? status : undefined;
}

/** The id that only a request that was taken gets. One that is too long for a number arrives as text. */
export function transactionIn(body: unknown): string | undefined {
  const { transaction_id: id } = (body ?? {}) as { transaction_id?: unknown };
  const isId = typeof id === "number" ? Number.isSafeInteger(id) && id > 0 : typeof id === "string" && id.trim() !== "";
  return isId ? String(id) : undefined;
}
