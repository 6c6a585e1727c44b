import { type E164, forEach, refused, type SendReport, settle, unproven } from "@polysms/core";
import { type BreakerOptions, type CircuitBreaker, createBreaker } from "./circuit-breaker.ts";
import type { AnyProvider, NamedMessage } from "./message.ts";
import { pause } from "./pause.ts";
import { createBucket, type RateOptions, type TokenBucket } from "./rate-limit.ts";

/** One provider as the facade uses it: behind its rate limit and its breaker. */
export interface Line {
  readonly provider: AnyProvider;
  readonly breaker: CircuitBreaker;
  readonly bucket: TokenBucket;
}

export function createLine(
  provider: AnyProvider,
  breaker: BreakerOptions,
  rate: RateOptions | undefined,
  now: () => number,
): Line {
  return { provider, breaker: createBreaker(breaker, now), bucket: createBucket(provider.name, rate, now) };
}

/** Sends one request when its turn comes. Never throws, and answers with one verdict per recipient. */
export async function sendOn(
  { provider, breaker, bucket }: Line,
  to: readonly E164[],
  message: NamedMessage,
  maxWaitMs: number,
): Promise<SendReport> {
  const { name } = provider;
  const { reference, call } = message;
  const wait = bucket.take(maxWaitMs);
  if (wait === undefined) {
    const problem = `${name}: the rate limit set for it leaves no place within ${maxWaitMs} ms.`;
    return forEach(to, refused(problem, { code: "rate-limited", provider: name }));
  }
  await pause(wait, call.signal);
  // A provider promises not to throw; one that does must not lose what it may have sent.
  const send = () => provider.send({ ...message.for(name, to), reference }, call);
  const report = complete(name, to, await settle(name, to, send));
  breaker.record(report.verdicts);
  return report;
}

function complete(provider: string, to: readonly E164[], report: SendReport): SendReport {
  if (report.verdicts.length === to.length) return report;
  const problem = `${provider}: ${report.verdicts.length} verdicts for ${to.length} recipients.`;
  return forEach(to, unproven(problem, { code: "unreadable-response", provider }), report.httpStatus);
}

/** The first line that may be asked now, and those behind it. */
export function firstAdmitted(
  lines: readonly Line[],
): { readonly line: Line; readonly rest: readonly Line[] } | undefined {
  // Asking an open breaker may use up its probe, so no further line is looked at than is needed.
  const index = lines.findIndex(({ breaker }) => breaker.admits());
  const line = lines[index];
  return line === undefined ? undefined : { line, rest: lines.slice(index + 1) };
}

/**
 * Of lines that are all open, the one that opened first: it is the likeliest to have recovered, and refusing everybody
 * would be no better.
 */
export function longestOpen(lines: readonly Line[]): Line | undefined {
  return [...lines].sort((a, b) => a.breaker.openedAt() - b.breaker.openedAt())[0];
}
