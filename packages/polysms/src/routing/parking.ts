import { type Outcome, SmsError } from "@polysms/core";
import { PARKS } from "./circuit-breaker.ts";
import type { ResilientProvider } from "./resilient-provider.ts";

/**
 * The rejection of recipients for whom no provider was asked, because the last ones are parked: the one that the first
 * of them would give, which proves that nobody took the message. `undefined` if none of them is parked.
 */
export function parkedRejection(providers: readonly ResilientProvider[]): SmsError | undefined {
  for (const { provider, breaker } of providers) {
    const parked = breaker.parked();
    if (parked === undefined) continue;
    const { name } = provider;
    const { code, retryAfterMs } = parked;
    const why = code === "auth" ? "rejects the credentials" : "is out of credit";
    return new SmsError(`${name} ${why}, so it was not asked again.`, {
      code,
      mayHaveBeenSent: false,
      provider: name,
      retryAfterMs,
      hint: `${code === "auth" ? "Fix the credentials" : "Top up the account"}, or add another provider to the route. A probe goes to ${name} when it is due.`,
    });
  }
  return undefined;
}

/** The error of an outcome for which no provider was asked, because all of its route are parked. */
export function parkedErrorOf(outcome: Outcome): SmsError | undefined {
  const isParked = outcome.status === "rejected" && outcome.attempts.length === 0 && PARKS.has(outcome.error.code);
  return isParked ? outcome.error : undefined;
}
