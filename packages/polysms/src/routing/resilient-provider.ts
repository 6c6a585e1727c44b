import { type E164, forEach, isSmsError, type SendReport, settle, unproven, type Verdict } from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import type { AnyProvider, NamedMessage } from "../message/message.ts";
import { type BreakerOptions, type CircuitBreaker, createBreaker } from "./circuit-breaker.ts";
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

/** A line whose turn has come, and those behind it. */
export interface Turn {
  readonly line: Line;
  readonly rest: readonly Line[];
}

/**
 * Waits for the turn of the first line that may be asked within `maxWaitMs`; where there is none, of the nearest one that
 * is not open, however far that is. `undefined` after an abort, and when all lines are open.
 */
export async function nextTurn(
  lines: readonly Line[],
  maxWaitMs: number,
  signal: AbortSignal | undefined,
): Promise<Turn | undefined> {
  for (;;) {
    const chosen = choose(lines, maxWaitMs);
    if (chosen === undefined) return undefined;
    const { index, line, probe } = chosen;
    if (!(await waitFor(line, signal))) {
      // Whoever was let in as a probe lets another one be it.
      if (probe) line.breaker.record([]);
      return undefined;
    }
    if (probe || line.breaker.health() !== "open") return { line, rest: lines.slice(index + 1) };
    // It has stopped answering meanwhile: those who waited for it are not to be lost with it.
    line.bucket.giveBack();
  }
}

function choose(lines: readonly Line[], maxWaitMs: number) {
  for (const [index, line] of lines.entries()) {
    const probe = line.breaker.health() === "open";
    // Asking an open breaker may use up its probe, so it is asked last, and no further line is looked at than is needed.
    if (line.bucket.wait() <= maxWaitMs && line.breaker.admits()) return { index, line, probe };
  }
  const [nearest] = [...lines.entries()]
    .filter(([, { breaker }]) => breaker.health() !== "open")
    .sort(([, a], [, b]) => a.bucket.wait() - b.bucket.wait());
  return nearest === undefined ? undefined : { index: nearest[0], line: nearest[1], probe: false };
}

/**
 * Of lines that are all open, the one that opened first: it is the likeliest to have recovered, and refusing everybody
 * would be no better.
 */
export async function lastResort(lines: readonly Line[], signal: AbortSignal | undefined): Promise<Turn | undefined> {
  const [line] = lines.toSorted((a, b) => a.breaker.openedAt() - b.breaker.openedAt());
  return line !== undefined && (await waitFor(line, signal)) ? { line, rest: [] } : undefined;
}

/** Whether the place was waited for; an abort gives it back. */
async function waitFor({ bucket }: Line, signal: AbortSignal | undefined): Promise<boolean> {
  await pause(bucket.take(), signal);
  if (signal?.aborted !== true) return true;
  bucket.giveBack();
  return false;
}

/** Sends one request. Never throws, and answers with one verdict per recipient. */
export async function sendOn(
  { provider, breaker }: Line,
  to: readonly E164[],
  message: NamedMessage,
): Promise<SendReport> {
  const { name } = provider;
  const { reference, call } = message;
  const send = () => provider.send({ ...message.for(name, to), reference }, call);
  // A provider promises not to throw; one that does must not lose what it may have sent.
  const report = complete(name, to, await settle(name, to, send));
  breaker.record(report.verdicts);
  return report;
}

/** A provider that breaks its promises must not break ours: what cannot be a verdict is `unknown`. */
function complete(provider: string, to: readonly E164[], report: SendReport): SendReport {
  const details = { code: "unreadable-response", provider } as const;
  const verdicts: readonly Verdict[] = Array.isArray(report?.verdicts) ? report.verdicts : [];
  if (verdicts.length !== to.length) {
    const problem = `${provider}: ${verdicts.length} verdicts for ${to.length} recipients.`;
    return forEach(to, unproven(problem, details), report?.httpStatus);
  }
  if (verdicts.every(isVerdict)) return report;
  const garbage = unproven(`${provider}: the adapter gave something that is no verdict.`, details);
  return { ...report, verdicts: verdicts.map((verdict) => (isVerdict(verdict) ? verdict : garbage)) };
}

function isVerdict(value: Verdict): boolean {
  if (value?.verdict === "accepted") return typeof value.id === "string" && value.id !== "";
  return (value?.verdict === "not-accepted" || value?.verdict === "unknown") && isSmsError(value.error);
}
