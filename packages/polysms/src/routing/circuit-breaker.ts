import { checkFields, type ErrorCode, invalidInput, type Verdict } from "@polysms/core";

/** `healthy`: answers. `degraded`: the last requests failed. `down`: not asked, except for an occasional probe. */
export type Health = "healthy" | "degraded" | "down";

/** When to stop asking a provider that does not answer, and for how long. */
export interface CircuitBreakerOptions {
  /** Consecutive failures before it opens. Default 5. */
  readonly failureThreshold?: number | undefined;
  /** Milliseconds until an open breaker lets a probe through. Default 30,000. */
  readonly resetTimeoutMs?: number | undefined;
}

export interface CircuitBreaker {
  health(): Health;
  /** Whether a request may go now. After the time-out an open breaker admits one probe, until `record` is called. */
  admits(): boolean;
  /** When it opened: the breaker that opened first is the likeliest to have recovered. */
  openedAt(): number;
  /** Takes the verdicts of one request; an empty list if the request was not made after all. */
  record(verdicts: readonly Verdict[]): void;
}

// A rejection is not a failure: the provider answered.
const PROVIDER_FAILS: ReadonlySet<ErrorCode> = new Set(["network", "timeout", "provider-down", "unreadable-response"]);

/** Keeps requests away from a provider that does not answer, so that messages do not wait for its time-outs. */
export function createCircuitBreaker(options: CircuitBreakerOptions, now: () => number): CircuitBreaker {
  checkFields(options, ["failureThreshold", "resetTimeoutMs"], { code: "config", inside: "circuitBreaker." });
  const { failureThreshold = 5, resetTimeoutMs = 30_000 } = options;
  if (!(Number.isInteger(failureThreshold) && failureThreshold >= 1)) {
    throw invalidInput("circuitBreaker.failureThreshold", "must be a whole number of at least 1.", { code: "config" });
  }
  if (!(resetTimeoutMs >= 0))
    throw invalidInput("circuitBreaker.resetTimeoutMs", "must be 0 or more.", { code: "config" });
  let failures = 0;
  let openedAt = 0;
  let probing = false;
  const isOpen = () => failures >= failureThreshold;
  return {
    health: () => (isOpen() ? "down" : failures > 0 ? "degraded" : "healthy"),
    openedAt: () => openedAt,
    admits() {
      if (!isOpen()) return true;
      if (probing || now() - openedAt < resetTimeoutMs) return false;
      probing = true;
      return true;
    },
    record(verdicts) {
      probing = false;
      const codes = verdicts.map((verdict) => (verdict.status === "accepted" ? undefined : verdict.error.code));
      // The caller's own abort says nothing about the provider.
      if (codes.every((code) => code === "aborted")) return;
      if (codes.every((code) => code !== undefined && PROVIDER_FAILS.has(code))) {
        failures += 1;
        if (failures >= failureThreshold) openedAt = now();
      } else {
        failures = 0;
      }
    },
  };
}
