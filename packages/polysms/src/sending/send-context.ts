import { type AnyProvider, checkFields, type E164, invalidInput, regionOf } from "@polysms/core";
import type { CircuitBreakerOptions } from "../routing/circuit-breaker.ts";
import type { RateLimitOptions } from "../routing/rate-limit.ts";
import { createResilientProvider, type ResilientProvider } from "../routing/resilient-provider.ts";
import { createRetry, type RetryOptions, type RetryPolicy } from "../routing/retry.ts";
import { type ProvidersFor, type Route, toRoute } from "../routing/route.ts";
import { createHooks, type HookCaller, type Hooks } from "./hooks.ts";

/** What every send of one facade shares. */
export interface SendContext {
  readonly providers: ReadonlyMap<string, ResilientProvider>;
  readonly providersFor: ProvidersFor;
  readonly retry: RetryPolicy;
  readonly hooks: HookCaller;
  readonly now: () => number;
}

/** The options of `createSms` that sending needs. */
interface SendContextOptions {
  readonly providers: readonly AnyProvider[];
  readonly route?: Route | string | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly circuitBreaker?: CircuitBreakerOptions | undefined;
  readonly rateLimit?: Readonly<Record<string, RateLimitOptions | undefined>> | undefined;
  readonly hooks?: readonly Hooks[] | undefined;
}

/** `wrapProvider` is applied to each provider, so that what it sends can be tracked. */
export function createSendContext(
  { providers, route, retry = {}, circuitBreaker = {}, rateLimit = {}, hooks = [] }: SendContextOptions,
  wrapProvider: (provider: AnyProvider) => AnyProvider,
): SendContext {
  const now = () => performance.now();
  const names = providers.map(({ name }) => name);
  checkFields(rateLimit, names, { code: "config", inside: "rateLimit." });
  const hookCaller = createHooks(hooks);
  return {
    providers: new Map(
      providers.map((one) => [
        one.name,
        createResilientProvider(wrapProvider(one), circuitBreaker, rateLimit[one.name], now, hookCaller.health),
      ]),
    ),
    providersFor: chooseProviders(providers, route === undefined ? undefined : toRoute(route), names),
    retry: createRetry(retry),
    hooks: hookCaller,
    now,
  };
}

/**
 * Throws an `SmsError` with code `config` for an empty list, a name that appears twice, or a limit that is not a whole
 * number.
 */
export function checkProviders(list: readonly AnyProvider[]): void {
  const wrong = (problem: string) => invalidInput("providers", problem, { code: "config" });
  if (!Array.isArray(list) || list.length === 0) throw wrong("must be a list of at least one provider.");
  const seen = new Set<string>();
  for (const { name, limits } of list) {
    if (seen.has(name)) throw wrong(`names ${name} twice.`);
    seen.add(name);
    const { recipientsPerRequest } = limits;
    if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
      throw wrong(`has ${name}, whose limits.recipientsPerRequest is not a whole number of at least 1.`);
    }
  }
}

function chooseProviders(
  list: readonly AnyProvider[],
  route: Route | undefined,
  names: readonly string[],
): ProvidersFor {
  const unknownName = route?.names.find((name) => !names.includes(name));
  if (unknownName !== undefined) {
    throw invalidInput("route", `names ${unknownName}, which is not configured; choose from ${names.join(", ")}.`, {
      code: "config",
    });
  }
  if (route !== undefined) return (to, options) => route.providersFor(to, options);
  const [only, ...others] = list;
  if (only !== undefined && others.length === 0) return () => [only.name];
  return (to: E164) => {
    const region = regionOf(to);
    const first = list.find(({ regions }) => region !== undefined && regions.includes(region));
    return first === undefined ? [] : [first.name];
  };
}
