import { type CallResult, type RenewableCredential, SmsError } from "@polysms/core";
import type { paths } from "./generated/schema.gen.ts";

type TokenAnswer = CallResult<paths["/auth/api-key"]["get"]>;

/** Renewed this long before its end, so that no request is on its way with a token that runs out meanwhile. */
const MARGIN_MS = 60_000;
/** What a public client falls back to when `lifetime` is missing, in seconds. */
const ASSUMED_LIFETIME_S = 10_800;

/**
 * A token that is fetched once, however many callers wait for it, and kept until shortly before its lifetime ends.
 * It counts as expired when a call is refused with 401 or 428 (`Invalid API Key or session expired`).
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
    const begun = now();
    const { value, lifetimeMs } = readToken(await fetchToken());
    // A short-lived token gives up a tenth of its life rather than all of it.
    current = { value, renewAt: begun + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 10) };
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
    expired: ({ httpStatus, body }) => [httpStatus, statusIn(body)].some((status) => status === 401 || status === 428),
    discard(value) {
      if (current?.value === value) current = undefined;
    },
  };
}

function readToken({ ok, data, error, response }: TokenAnswer): { value: string; lifetimeMs: number } {
  const value: unknown = data?.token;
  if (ok && typeof value === "string" && /^[\x21-\x7e]+$/.test(value)) {
    const lifetime = Number(data?.lifetime);
    return { value, lifetimeMs: (lifetime > 0 ? lifetime : ASSUMED_LIFETIME_S) * 1000 };
  }
  const refused = !ok && (response.status === 401 || response.status === 428);
  throw new SmsError(
    refused ? "intouchvas: username or password is wrong." : "intouchvas: the token call gave no token.",
    {
      code: refused ? "auth" : response.status >= 500 ? "provider-down" : "unreadable-response",
      certainty: "not-accepted",
      provider: "intouchvas",
      httpStatus: response.status,
      providerCode: statusIn(error) === undefined ? undefined : String(statusIn(error)),
    },
  );
}

// The document does not say whether the HTTP status repeats the one in the body (quirk intouchvas-failure-status).
function statusIn(body: unknown): number | undefined {
  const { status } = (body ?? {}) as { status?: unknown };
  return typeof status === "number" ? status : undefined;
}
