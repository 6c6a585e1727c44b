import { type E164, invalidInput, isRegion, type Region, regionOf } from "@polysms/core";

/**
 * Which providers a message may go through, in order. Made by {@link byRegion}, {@link failover}, {@link roundRobin}
 * and {@link weighted}; a provider's name is a route too.
 */
export interface Route<out Name extends string = string> {
  /**
   * Every provider that the route can choose, so that a name that is not configured is found when the facade is made.
   */
  readonly names: readonly Name[];
  /** The providers for one recipient, first choice first; empty if the route has none. */
  readonly providersFor: ProvidersFor<Name>;
}

/** The providers for one recipient, first choice first. Empty if there is no route for it. */
export type ProvidersFor<out Name extends string = string> = (to: E164, options?: PeekOptions) => readonly Name[];

/** The options of `providersFor`. */
export interface PeekOptions {
  /** Only looks: a round robin does not advance. Default `false`. */
  readonly peek?: boolean | undefined;
}

type Target = string | Route;
type NameIn<Value> = Value extends Route<infer Name> ? Name : Value extends string ? Value : never;

/**
 * One provider after the other: the next is asked only if the one before provably did not take the message, and
 * rejected it for a reason of its own (its account, its connection, its rate limit) and not because of the message.
 * Throws an `SmsError` with code `config` without a provider.
 */
export function failover<const Targets extends readonly Target[]>(...order: Targets): Route<NameIn<Targets[number]>> {
  if (order.length === 0) throw invalidInput("failover", "needs at least one provider.", { code: "config" });
  return joined(order) as Route<NameIn<Targets[number]>>;
}

/**
 * One route per country of the recipient, by ISO code; `"*"` takes the rest. Without `"*"`, a number of another country
 * is rejected with `route-unavailable` and nothing is sent. Throws an `SmsError` with code `config` for a key that is
 * not a country code.
 */
export function byRegion<const Targets extends { readonly [R in Region | "*"]?: Target }>(
  targets: Targets & { readonly [Key in Exclude<keyof Targets, Region | "*">]: never },
): Route<NameIn<Targets[keyof Targets]>> {
  const routes = new Map(
    Object.entries(targets as Readonly<Record<string, Target>>).map(([region, target]) => {
      if (region === "*" || isRegion(region)) return [region, toRoute(target)];
      throw invalidInput(`byRegion.${region}`, `is neither an ISO country code such as KE nor "*".`, {
        code: "config",
      });
    }),
  );
  const route: Route = {
    names: [...new Set([...routes.values()].flatMap((one) => one.names))],
    providersFor: (to, options) =>
      (routes.get(regionOf(to) ?? "*") ?? routes.get("*"))?.providersFor(to, options) ?? [],
  };
  return route as Route<NameIn<Targets[keyof Targets]>>;
}

/**
 * Each recipient through the next of the targets. Nest it in {@link failover} to fail over to the others. Throws an
 * `SmsError` with code `config` without a provider.
 */
export function roundRobin<const Targets extends readonly Target[]>(
  ...targets: Targets
): Route<NameIn<Targets[number]>> {
  if (targets.length === 0) throw invalidInput("roundRobin", "needs at least one provider.", { code: "config" });
  let next = 0;
  const routes = targets.map(toRoute);
  const route: Route = {
    names: [...new Set(routes.flatMap(({ names }) => names))],
    providersFor(to, options) {
      const chosen = routes[next % routes.length];
      if (options?.peek !== true) next += 1;
      return chosen?.providersFor(to, options) ?? [];
    },
  };
  return route as Route<NameIn<Targets[number]>>;
}

/**
 * Each recipient through one of the providers at random, in proportion to the weights: `weighted({ one: 3, two: 1 })`.
 * Throws an `SmsError` with code `config` for a negative weight, and if all weights are 0. `random` is for tests.
 */
export function weighted<const Name extends string>(
  weights: Readonly<Record<Name, number>>,
  random: () => number = Math.random,
): Route<Name> {
  const entries = Object.entries<number>(weights);
  const wrong = entries.find(([, weight]) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw invalidInput(`weighted.${wrong[0]}`, "must be 0 or more.", { code: "config" });
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  if (!(total > 0)) throw invalidInput("weighted", "needs a provider with a weight above 0.", { code: "config" });
  const names = entries.map(([name]) => name as Name);
  return {
    names,
    providersFor() {
      let left = random() * total;
      const hit = entries.find(([, weight]) => {
        left -= weight;
        return weight > 0 && left < 0;
      });
      // Rounding may leave a little at the end.
      return [(hit?.[0] ?? names.findLast((name) => weights[name] > 0)) as Name];
    },
  };
}

/** A provider's name as a route. */
export function toRoute(target: Target): Route {
  if (typeof target !== "string") return target;
  const names = [target];
  return { names, providersFor: () => names };
}

function joined(targets: readonly Target[]): Route {
  const routes = targets.map(toRoute);
  return {
    names: [...new Set(routes.flatMap((route) => route.names))],
    providersFor: (to, options) => [...new Set(routes.flatMap((route) => route.providersFor(to, options)))],
  };
}
