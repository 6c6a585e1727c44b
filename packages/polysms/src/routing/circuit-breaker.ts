import { checkFields, type ErrorCode, invalidInput, type Verdict } from "@polysms/core";

/** `healthy`: answers. `degraded`: the last requests failed. `down`: not asked, except for a probe now and then. */
export type Health = "healthy" | "degraded" | "down";

export interface CircuitBreakerOptions {
  /** Failures in a row that open it; 5 unless told. */
  readonly failureThreshold?: number | undefined;
  /** Milliseconds until an open one lets a probe through; 30,000 unless told. */
  readonly resetTimeoutMs?: number | undefined;
}

export interface CircuitBreaker {
  health(): Health;
  /** Whether a request may go now. An open breaker says yes to one probe after its time, until `record` is called. */
  admits(): boolean;
  /** When it opened; the one that did so first is the likeliest to have recovered. */
  openedAt(): number;
  /** Learns from the verdicts of one request; from none of a request that was not made after all. */
  record(verdicts: readonly Verdict[]): void;
}

// Failures of the provider or the way to it. A refusal is none: who refuses, answers.
const PROVIDER_FAILS: ReadonlySet<ErrorCode> = new Set(["network", "timeout", "provider-down", "unreadable-response"]);

/** Keeps requests away from a provider that does not answer, so that recipients do not wait for its timeouts. */
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
