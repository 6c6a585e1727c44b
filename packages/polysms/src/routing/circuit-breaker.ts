import { type ErrorCode, invalidInput, refuseUnknownFields, type Verdict } from "@polysms/core";

/** `up`: answers. `degraded`: the last requests failed. `open`: not asked, except for a probe now and then. */
export type Health = "up" | "degraded" | "open";

export interface BreakerOptions {
  /** Failures in a row that open it; 5 unless told. */
  readonly failures?: number | undefined;
  /** Milliseconds until an open one lets a probe through; 30,000 unless told. */
  readonly openMs?: number | undefined;
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
export function createBreaker(options: BreakerOptions, now: () => number): CircuitBreaker {
  refuseUnknownFields(options, ["failures", "openMs"], { code: "config", inside: "breaker." });
  const { failures: limit = 5, openMs = 30_000 } = options;
  if (!(Number.isInteger(limit) && limit >= 1)) {
    throw invalidInput("breaker.failures", "must be a whole number of at least 1.", { code: "config" });
  }
  if (!(openMs >= 0)) throw invalidInput("breaker.openMs", "must be 0 or more.", { code: "config" });
  let failures = 0;
  let openedAt = 0;
  let probing = false;
  const isOpen = () => failures >= limit;
  return {
    health: () => (isOpen() ? "open" : failures > 0 ? "degraded" : "up"),
    openedAt: () => openedAt,
    admits() {
      if (!isOpen()) return true;
      if (probing || now() - openedAt < openMs) return false;
      probing = true;
      return true;
    },
    record(verdicts) {
      probing = false;
      const codes = verdicts.map((verdict) => (verdict.verdict === "accepted" ? undefined : verdict.error.code));
      // The caller's own abort says nothing about the provider.
      if (codes.every((code) => code === "aborted")) return;
      if (codes.every((code) => code !== undefined && PROVIDER_FAILS.has(code))) {
        failures += 1;
        if (failures >= limit) openedAt = now();
      } else {
        failures = 0;
      }
    },
  };
}
