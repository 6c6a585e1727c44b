import { checkFields, type E164, invalidInput, regionOf } from "@polysms/core";
import type { AnyProvider } from "../message/message.ts";
import { createResilientProvider, type ResilientProvider } from "../routing/resilient-provider.ts";
import { createRetry, type RetryPolicy } from "../routing/retry.ts";
import { type Route, toRoute } from "../routing/route.ts";
import type { SmsOptions } from "../sms.ts";
import { createHooks, type HookCaller } from "./hooks.ts";

/** What every delivery of one facade shares. */
export interface SendContext {
  readonly providers: ReadonlyMap<string, ResilientProvider>;
  readonly providersFor: (to: E164, peek?: boolean) => readonly string[];
  readonly retry: RetryPolicy;
  readonly hooks: HookCaller;
  readonly now: () => number;
}

/** `as` puts something of the facade's own between itself and each provider. */
export function createSendContext(
  options: SmsOptions<readonly AnyProvider[]>,
  as: (provider: AnyProvider) => AnyProvider,
): SendContext {
  const { providers, route, retry = {}, circuitBreaker: breaker = {}, rateLimit: rate = {}, hooks = [] } = options;
  const now = () => performance.now();
  const rates = rate as Readonly<Record<string, { readonly perSecond: number } | undefined>>;
  const names = providers.map(({ name }) => name);
  checkFields(rates, names, { code: "config", inside: "rateLimit." });
  return {
    providers: new Map(
      providers.map((one) => [one.name, createResilientProvider(as(one), breaker, rates[one.name], now)]),
    ),
    providersFor: legs(providers, route === undefined ? undefined : toRoute(route as string | Route), names),
    retry: createRetry(retry),
    hooks: createHooks(hooks),
    now,
  };
}

/** Refuses a list that no facade can be made of. */
export function assertProviders(list: readonly AnyProvider[]): void {
  const refuse = (problem: string) => invalidInput("providers", problem, { code: "config" });
  if (!Array.isArray(list) || list.length === 0) throw refuse("must be a list of at least one provider.");
  const seen = new Set<string>();
  for (const { name, limits } of list) {
    if (seen.has(name)) throw refuse(`names ${name} twice.`);
    seen.add(name);
    const { recipientsPerRequest } = limits;
    if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
      throw refuse(`has ${name} with limits.recipientsPerRequest that is no whole number of at least 1.`);
    }
  }
}

function legs(list: readonly AnyProvider[], route: Route | undefined, names: readonly string[]) {
  const stranger = route?.names.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw invalidInput("route", `names ${stranger}, which is not configured; there are ${names.join(", ")}.`, {
      code: "config",
    });
  }
  if (route !== undefined) return (to: E164, peek?: boolean) => route.providersFor(to, peek);
  const [only, ...others] = list;
  if (only !== undefined && others.length === 0) return () => [only.name];
  return (to: E164) => {
    const region = regionOf(to);
    const first = list.find(({ regions }) => region !== undefined && regions.includes(region));
    return first === undefined ? [] : [first.name];
  };
}
