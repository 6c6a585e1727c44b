import {
  type AnyProvider,
  type E164,
  isSmsError,
  type SendReport,
  sameVerdict,
  toReport,
  unknown,
  type Verdict,
} from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import type { ReferencedMessage } from "../message/message.ts";
import {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  createCircuitBreaker,
  type HealthEvent,
} from "./circuit-breaker.ts";
import { createTokenBucket, type RateLimitOptions, type TokenBucket } from "./rate-limit.ts";

/** One provider as the facade uses it: behind its rate limit and its circuit breaker. */
export interface ResilientProvider {
  readonly provider: AnyProvider;
  readonly breaker: CircuitBreaker;
  readonly bucket: TokenBucket;
}

/** `onHealth` must not throw. */
export function createResilientProvider(
  provider: AnyProvider,
  circuitBreaker: CircuitBreakerOptions,
  rateLimit: RateLimitOptions | undefined,
  now: () => number,
  onHealth: (event: HealthEvent) => void = () => {},
): ResilientProvider {
  const { name } = provider;
  return {
    provider,
    breaker: createCircuitBreaker(circuitBreaker, now, (change) => onHealth({ provider: name, ...change })),
    bucket: createTokenBucket(provider.name, rateLimit, now),
  };
}

/** A provider that may be asked now, and those after it. */
interface Selection {
  readonly chosen: ResilientProvider;
  readonly rest: readonly ResilientProvider[];
  /** Gives back the place of the rate limit and the probe, when no request is made after all. */
  giveBack(): void;
}

/**
 * Waits for the first provider whose rate limit lets a request through within `maxDelayMs`; if there is none, for the
 * nearest one that is not down, however far away that is. Returns `undefined` after an abort and if all are down.
 */
export async function nextAvailable(
  providers: readonly ResilientProvider[],
  maxDelayMs: number,
  signal: AbortSignal | undefined,
): Promise<Selection | undefined> {
  for (;;) {
    const candidate = choose(providers, maxDelayMs);
    if (candidate === undefined) return undefined;
    const { index, chosen, probe } = candidate;
    if (!(await waitForPlace(chosen, signal))) {
      // Aborted while waiting: let the next caller be the probe.
      if (probe) chosen.breaker.record([]);
      return undefined;
    }
    if (probe || chosen.breaker.health() !== "down") return select(chosen, providers.slice(index + 1), probe);
    // The breaker opened while we waited; choose again.
    chosen.bucket.giveBack();
  }
}

function choose(providers: readonly ResilientProvider[], maxDelayMs: number) {
  for (const [index, chosen] of providers.entries()) {
    const probe = chosen.breaker.health() === "down";
    // Asking an open breaker may use up its probe, so it is asked last, and no provider is looked at beyond the one
    // chosen.
    if (chosen.bucket.wait() <= maxDelayMs && chosen.breaker.admits()) return { index, chosen, probe };
  }
  const [nearest] = [...providers.entries()]
    .filter(([, { breaker }]) => breaker.health() !== "down")
    .sort(([, a], [, b]) => a.bucket.wait() - b.bucket.wait());
  return nearest === undefined ? undefined : { index: nearest[0], chosen: nearest[1], probe: false };
}

/**
 * If all providers are down, the one whose breaker opened first: it is the likeliest to have recovered, and rejecting
 * everything would be no better. A parked provider is not asked: it would only reject. Returns `undefined` if all are
 * parked, and after an abort.
 */
export async function lastResort(
  providers: readonly ResilientProvider[],
  signal: AbortSignal | undefined,
): Promise<Selection | undefined> {
  const [chosen] = providers
    .filter(({ breaker }) => breaker.parked() === undefined)
    .sort((a, b) => a.breaker.openedAt() - b.breaker.openedAt());
  return chosen !== undefined && (await waitForPlace(chosen, signal)) ? select(chosen, [], false) : undefined;
}

function select(chosen: ResilientProvider, rest: readonly ResilientProvider[], probe: boolean): Selection {
  return {
    chosen,
    rest,
    giveBack() {
      chosen.bucket.giveBack();
      if (probe) chosen.breaker.record([]);
    },
  };
}

/** Whether the rate limit's place was waited for; an abort gives it back. */
async function waitForPlace({ bucket }: ResilientProvider, signal: AbortSignal | undefined): Promise<boolean> {
  const wait = bucket.take();
  if (wait > 0) await pause(wait, signal);
  if (signal?.aborted !== true) return true;
  bucket.giveBack();
  return false;
}

/** Sends one request. Never throws, and returns one verdict per recipient. */
export async function sendVia(
  { provider, breaker }: ResilientProvider,
  to: readonly E164[],
  message: ReferencedMessage,
): Promise<SendReport> {
  const { name } = provider;
  const { reference, call } = message;
  const send = () => provider.send({ ...message.for(name, to), reference }, call);
  // A provider promises not to throw; one that does must not lose what it may have sent.
  const report = complete(name, to, await toReport(name, to, send));
  breaker.record(report.verdicts);
  return report;
}

/** A provider that breaks its promises must not break ours: what is not a verdict is `unknown`. */
function complete(provider: string, to: readonly E164[], report: SendReport): SendReport {
  const details = { code: "unreadable-response", provider } as const;
  const verdicts: readonly Verdict[] = Array.isArray(report?.verdicts) ? report.verdicts : [];
  if (verdicts.length !== to.length) {
    const problem = `${provider}: ${verdicts.length} verdicts for ${to.length} recipients.`;
    return sameVerdict(to, unknown(problem, details), report?.httpStatus);
  }
  if (verdicts.every(isVerdict)) return report;
  const unreadable = unknown(`${provider}: the adapter returned something that is not a verdict.`, details);
  return { ...report, verdicts: verdicts.map((verdict) => (isVerdict(verdict) ? verdict : unreadable)) };
}

function isVerdict(value: Verdict): boolean {
  if (value?.status === "accepted") return typeof value.id === "string" && value.id !== "";
  return (value?.status === "rejected" || value?.status === "unknown") && isSmsError(value.error);
}
