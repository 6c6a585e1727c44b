import { type E164, isSmsError, type SendReport, sameVerdict, toReport, unknown, type Verdict } from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import type { AnyProvider, NamedMessage } from "../message/message.ts";
import { type CircuitBreaker, type CircuitBreakerOptions, createCircuitBreaker } from "./circuit-breaker.ts";
import { createBucket, type RateLimitOptions, type TokenBucket } from "./rate-limit.ts";

/** One provider as the facade uses it: behind its rate limit and its breaker. */
export interface ResilientProvider {
  readonly provider: AnyProvider;
  readonly breaker: CircuitBreaker;
  readonly bucket: TokenBucket;
}

export function createResilientProvider(
  provider: AnyProvider,
  breaker: CircuitBreakerOptions,
  rate: RateLimitOptions | undefined,
  now: () => number,
): ResilientProvider {
  return { provider, breaker: createCircuitBreaker(breaker, now), bucket: createBucket(provider.name, rate, now) };
}

/** A line whose turn has come, and those behind it. */
export interface Selection {
  readonly line: ResilientProvider;
  readonly rest: readonly ResilientProvider[];
}

/**
 * Waits for the turn of the first line that may be asked within `maxDelayMs`; where there is none, of the nearest one that
 * is not open, however far that is. `undefined` after an abort, and when all lines are open.
 */
export async function nextAvailable(
  lines: readonly ResilientProvider[],
  maxDelayMs: number,
  signal: AbortSignal | undefined,
): Promise<Selection | undefined> {
  for (;;) {
    const chosen = choose(lines, maxDelayMs);
    if (chosen === undefined) return undefined;
    const { index, line, probe } = chosen;
    if (!(await waitFor(line, signal))) {
      // Whoever was let in as a probe lets another one be it.
      if (probe) line.breaker.record([]);
      return undefined;
    }
    if (probe || line.breaker.health() !== "down") return { line, rest: lines.slice(index + 1) };
    // It has stopped answering meanwhile: those who waited for it are not to be lost with it.
    line.bucket.giveBack();
  }
}

function choose(lines: readonly ResilientProvider[], maxDelayMs: number) {
  for (const [index, line] of lines.entries()) {
    const probe = line.breaker.health() === "down";
    // Asking an open breaker may use up its probe, so it is asked last, and no further line is looked at than is needed.
    if (line.bucket.wait() <= maxDelayMs && line.breaker.admits()) return { index, line, probe };
  }
  const [nearest] = [...lines.entries()]
    .filter(([, { breaker }]) => breaker.health() !== "down")
    .sort(([, a], [, b]) => a.bucket.wait() - b.bucket.wait());
  return nearest === undefined ? undefined : { index: nearest[0], line: nearest[1], probe: false };
}

/**
 * Of lines that are all open, the one that opened first: it is the likeliest to have recovered, and refusing everybody
 * would be no better.
 */
export async function lastResort(
  lines: readonly ResilientProvider[],
  signal: AbortSignal | undefined,
): Promise<Selection | undefined> {
  const [line] = lines.toSorted((a, b) => a.breaker.openedAt() - b.breaker.openedAt());
  return line !== undefined && (await waitFor(line, signal)) ? { line, rest: [] } : undefined;
}

/** Whether the place was waited for; an abort gives it back. */
async function waitFor({ bucket }: ResilientProvider, signal: AbortSignal | undefined): Promise<boolean> {
  await pause(bucket.take(), signal);
  if (signal?.aborted !== true) return true;
  bucket.giveBack();
  return false;
}

/** Sends one request. Never throws, and answers with one verdict per recipient. */
export async function sendVia(
  { provider, breaker }: ResilientProvider,
  to: readonly E164[],
  message: NamedMessage,
): Promise<SendReport> {
  const { name } = provider;
  const { reference, call } = message;
  const send = () => provider.send({ ...message.for(name, to), reference }, call);
  // A provider promises not to throw; one that does must not lose what it may have sent.
  const report = complete(name, to, await toReport(name, to, send));
  breaker.record(report.verdicts);
  return report;
}

/** A provider that breaks its promises must not break ours: what cannot be a verdict is `unknown`. */
function complete(provider: string, to: readonly E164[], report: SendReport): SendReport {
  const details = { code: "unreadable-response", provider } as const;
  const verdicts: readonly Verdict[] = Array.isArray(report?.verdicts) ? report.verdicts : [];
  if (verdicts.length !== to.length) {
    const problem = `${provider}: ${verdicts.length} verdicts for ${to.length} recipients.`;
    return sameVerdict(to, unknown(problem, details), report?.httpStatus);
  }
  if (verdicts.every(isVerdict)) return report;
  const garbage = unknown(`${provider}: the adapter gave something that is no verdict.`, details);
  return { ...report, verdicts: verdicts.map((verdict) => (isVerdict(verdict) ? verdict : garbage)) };
}

function isVerdict(value: Verdict): boolean {
  if (value?.status === "accepted") return typeof value.id === "string" && value.id !== "";
  return (value?.status === "rejected" || value?.status === "unknown") && isSmsError(value.error);
}
