import { checkFields, type ErrorCode, invalidInput, type Verdict } from "@polysms/core";

/** `healthy`: answers. `degraded`: the last requests failed. `down`: not asked, except for an occasional probe. */
export type Health = "healthy" | "degraded" | "down";

/** When to stop asking a provider that does not answer or cannot send, and for how long. */
export interface CircuitBreakerOptions {
  /** Consecutive failures before it opens. Default 5. */
  readonly failureThreshold?: number | undefined;
  /** Milliseconds until an open breaker lets a probe through. Default 30,000. */
  readonly resetTimeoutMs?: number | undefined;
  /**
   * Milliseconds for which a provider is parked after it provably rejected a request with `auth` or
   * `insufficient-balance`: it is not asked until then, and after that with one probe. Default 60,000; 0 never parks.
   */
  readonly parkMs?: number | undefined;
}

/** The health of a provider has changed, or the reason for which it is parked. */
export interface HealthEvent {
  readonly provider: string;
  readonly health: Health;
  /** The code of the error that changed it; absent when it is healthy again. */
  readonly code?: ErrorCode | undefined;
}

/** Why a provider is parked, and the milliseconds until its next probe. */
interface Parked {
  readonly code: ErrorCode;
  readonly retryAfterMs: number;
}

export interface CircuitBreaker {
  health(): Health;
  /** Set from the rejection that parked the provider until a probe is accepted. */
  parked(): Parked | undefined;
  /**
   * Whether a request may go now. After the time-out an open breaker admits one probe, and a parked provider as well,
   * until `record` is called.
   */
  admits(): boolean;
  /** When it opened: the breaker that opened first is the likeliest to have recovered. */
  openedAt(): number;
  /** Takes the verdicts of one request; an empty list if the request was not made after all. */
  record(verdicts: readonly Verdict[]): void;
}

// A rejection is not a failure: the provider answered.
const PROVIDER_FAILS: ReadonlySet<ErrorCode> = new Set(["network", "timeout", "provider-down", "unreadable-response"]);

/** Rejections that every later message would get as well, until a person has done something about the account. */
export const PARKS: ReadonlySet<ErrorCode> = new Set(["auth", "insufficient-balance"]);

// The caller's own abort, and a store that failed before the request, say nothing about the provider.
const SAYS_NOTHING: ReadonlySet<ErrorCode> = new Set(["aborted", "config"]);

/**
 * Keeps requests away from a provider that does not answer, so that messages do not wait for its time-outs, and from one
 * that is out of credit or rejects the credentials. `onChange` is called when its health has changed.
 */
export function createCircuitBreaker(
  options: CircuitBreakerOptions,
  now: () => number,
  onChange: (change: Omit<HealthEvent, "provider">) => void = () => {},
): CircuitBreaker {
  const { failureThreshold, resetTimeoutMs, parkMs } = checkCircuitBreakerOptions(options);
  let failures = 0;
  let openedAt = 0;
  let parked: { readonly code: ErrorCode; readonly at: number } | undefined;
  let probing = false;
  const isOpen = () => failures >= failureThreshold;
  const health = () => (isOpen() || parked !== undefined ? "down" : failures > 0 ? "degraded" : "healthy");
  // An open breaker of a parked provider is asked again when both times are over.
  const blockedUntil = () =>
    Math.max(isOpen() ? openedAt + resetTimeoutMs : 0, parked === undefined ? 0 : parked.at + parkMs);

  const update = (verdicts: readonly Verdict[], isProbe: boolean): ErrorCode | undefined => {
    const codes = verdicts.map((verdict) => (verdict.status === "accepted" ? undefined : verdict.error.code));
    if (codes.every((code) => code !== undefined && SAYS_NOTHING.has(code))) return undefined;
    const accepts = codes.includes(undefined);
    const code = verdicts.flatMap(parkingCode)[0];
    if (code !== undefined && !accepts && parkMs > 0) {
      parked = { code, at: now() };
      failures = 0;
      return code;
    }
    if (codes.every((each) => each !== undefined && PROVIDER_FAILS.has(each))) {
      failures += 1;
      if (isOpen()) openedAt = now();
      if (isProbe && parked !== undefined) parked = { ...parked, at: now() };
      return codes[0];
    }
    failures = 0;
    // An acceptance that was on its way when the provider was parked is older news. Any other answer does not show that
    // there is credit again, so the next request is the next probe.
    if (accepts && isProbe) parked = undefined;
    return undefined;
  };

  return {
    health,
    parked: () => parked && { code: parked.code, retryAfterMs: Math.max(0, Math.ceil(parked.at + parkMs - now())) },
    openedAt: () => openedAt,
    admits() {
      if (health() !== "down") return true;
      if (probing || now() < blockedUntil()) return false;
      probing = true;
      return true;
    },
    record(verdicts) {
      const before = { health: health(), code: parked?.code };
      const isProbe = probing;
      probing = false;
      const code = update(verdicts, isProbe);
      if (health() !== before.health || parked?.code !== before.code) {
        onChange({ health: health(), ...(code === undefined ? {} : { code }) });
      }
    },
  };
}

function parkingCode(verdict: Verdict): ErrorCode[] {
  return verdict.status === "rejected" && PARKS.has(verdict.error.code) ? [verdict.error.code] : [];
}

function checkCircuitBreakerOptions(options: CircuitBreakerOptions) {
  const where = { code: "config" } as const;
  checkFields(options, ["failureThreshold", "resetTimeoutMs", "parkMs"], { ...where, inside: "circuitBreaker." });
  const { failureThreshold = 5, resetTimeoutMs = 30_000, parkMs = 60_000 } = options;
  if (!(Number.isInteger(failureThreshold) && failureThreshold >= 1)) {
    throw invalidInput("circuitBreaker.failureThreshold", "must be a whole number of at least 1.", where);
  }
  for (const [name, ms] of Object.entries({ resetTimeoutMs, parkMs })) {
    if (!(ms >= 0)) throw invalidInput(`circuitBreaker.${name}`, "must be 0 or more.", where);
  }
  return { failureThreshold, resetTimeoutMs, parkMs };
}
