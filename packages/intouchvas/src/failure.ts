import type { ErrorCode } from "@polysms/core";
import type { paths } from "./generated/schema.gen.ts";

type Status = Exclude<keyof paths["/message/send/transactional"]["post"]["responses"], 200>;

/**
 * The provider's own error table. 418, 421 and 422 have the same words there (quirk intouchvas-invalid-parameter-codes).
 * A status that the spec gains does not compile until it stands here.
 */
const meanings: Readonly<Record<Status, ErrorCode>> = {
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
 * What a documented refusal means, or `undefined` when the answer proves none. The number stands in the HTTP status, in
 * the body or in both (quirk intouchvas-failure-status): an answer that is a refusal by one and not by the other proves
 * nothing, and neither does any number from 500 or a body with a transaction id.
 */
export function refusalIn(httpStatus: number, body: unknown): ErrorCode | undefined {
  if (transactionIn(body) !== undefined) return undefined;
  const inBody = statusIn(body);
  if (httpStatus < 300) return meaningOf(inBody);
  const meaning = meaningOf(httpStatus);
  return meaning === undefined || inBody === undefined ? meaning : meaningOf(inBody);
}

function meaningOf(status: number | undefined): ErrorCode | undefined {
  return status !== undefined && status < 500 ? meanings[status as Status] : undefined;
}

/** The number of a failure object or a receipt. */
export function statusIn(body: unknown): number | undefined {
  const { status } = (body ?? {}) as { status?: unknown };
  return typeof status === "number" ? status : undefined;
}

/** The id that only a request which was taken gets. One too long for a number arrives as text. */
export function transactionIn(body: unknown): string | undefined {
  const { transaction_id: id } = (body ?? {}) as { transaction_id?: unknown };
  const given =
    typeof id === "number" ? Number.isSafeInteger(id) && id > 0 : typeof id === "string" && id.trim() !== "";
  return given ? String(id) : undefined;
}
