import { type CallResult, type RenewableCredential, SmsError, verdictFromStatus } from "@polysms/core";
import { rejectionIn, statusIn } from "./failure.ts";
import type { paths } from "./generated/schema.gen.ts";

type TokenAnswer = CallResult<paths["/auth/api-key"]["get"]>;

/** Renewed this long before it expires, so that a token does not expire while a request with it is on its way. */
const MARGIN_MS = 60_000;
/** What a public client uses if `lifetime` is missing, in seconds. */
const ASSUMED_LIFETIME_S = 10_800;

/**
 * A token that is fetched once, however many callers wait for it, and kept until shortly before its lifetime ends.
 * It counts as expired if a call is rejected with 401 or 428 (`Invalid API Key or session expired`).
 *
 * @see https://sms-docs.intouchvas.com/ Option 1, Generate Token
 */
export function expiringToken(
  fetchToken: () => Promise<TokenAnswer>,
  now: () => number = Date.now,
): RenewableCredential {
  let current: { readonly value: string; readonly renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  const renew = async (): Promise<string> => {
    const requestedAt = now();
    const { value, lifetimeMs } = readToken(await fetchToken());
    // A short-lived token is renewed after nine tenths of its lifetime: the margin could be longer than all of it.
    current = { value, renewAt: requestedAt + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 10) };
    return value;
  };

  return {
    get() {
      if (current !== undefined && now() < current.renewAt) return Promise.resolve(current.value);
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    expired: ({ httpStatus, body }) =>
      // The call is made again after this, so the rejection must be proven.
      rejectionIn(httpStatus, body) !== undefined && [httpStatus, statusIn(body)].some(rejectsCredential),
    discard(value) {
      if (current?.value === value) current = undefined;
    },
  };
}

function readToken({ ok, data, error, response }: TokenAnswer): { value: string; lifetimeMs: number } {
  const body: unknown = ok ? data : error;
  const { token: value, lifetime } = (body ?? {}) as { token?: unknown; lifetime?: unknown };
  // Its form is not documented, but it has to fit into a header.
  if (ok && typeof value === "string" && /^[\x21-\x7e]+$/.test(value)) {
    const seconds = Number(lifetime);
    return { value, lifetimeMs: (seconds > 0 ? seconds : ASSUMED_LIFETIME_S) * 1000 };
  }
  throw tokenFailure(body, response);
}

// Whatever the token call answers, the message itself has not been sent.
function tokenFailure(body: unknown, response: Response): SmsError {
  const { status: httpStatus } = response;
  const provider = "intouchvas";
  const status = statusIn(body);
  const meaning = rejectionIn(httpStatus, body);
  const wrong = meaning !== undefined && [httpStatus, status].some(rejectsCredential);
  // The call carries only the credentials, so a rejection that is not about the rate is about them.
  const code = meaning === undefined || meaning === "rate-limited" ? meaning : "auth";
  const verdict = verdictFromStatus({ provider, response, documented: {} }); // Reads Retry-After.
  return new SmsError(`${provider}: ${wrong ? "username or password is wrong." : "the token call gave no token."}`, {
    code: code ?? (Math.max(httpStatus, status ?? 0) >= 500 ? "provider-down" : "unreadable-response"),
    mayHaveBeenSent: false,
    provider,
    httpStatus,
    providerCode: status?.toString(),
    retryAfterMs: verdict.error.retryAfterMs,
  });
}

function rejectsCredential(status: number | undefined): boolean {
  return status === 401 || status === 428;
}
