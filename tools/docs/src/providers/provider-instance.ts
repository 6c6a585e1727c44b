import { type Environment, type Fetch, isSmsError, type Provider } from "@polysms/core";
import * as facade from "polysms";
import { evidenceOf } from "./evidence.ts";
import type { ProviderDocument } from "./provider-document.ts";

/** A provider as one set of environment variables makes it. */
export interface Setting {
  readonly environment: Environment;
  /** Whether these are the variables that the provider needs, and no others. */
  readonly isMinimal: boolean;
  /** The provider of the package, asking `fetch` in place of the network. */
  create(fetch: Fetch): Provider;
}

type FromEnv = (options: { readonly fetch: Fetch }, environment: Environment) => Provider;

/**
 * Every way to set a provider up from the environment: with what it needs at least, and once with each variable that may
 * be left out. Which there are is found by asking the package, so nothing here knows a variable's name.
 */
export function settingsOf(provider: ProviderDocument): Setting[] {
  const [minimal, read] = complete(provider, {});
  const optional = [...read].filter((name) => !(name in minimal));
  return [minimal, ...optional.map((name) => complete(provider, { [name]: valueFor(name, provider) })[0])].map(
    (environment, index) => ({
      environment,
      isMinimal: index === 0,
      create: (fetch) => fromEnv(provider.name)({ fetch }, environment),
    }),
  );
}

function fromEnv(name: string): FromEnv {
  const factory = Object.entries(facade).find(([exported]) => exported === `${name}FromEnv`)?.[1];
  if (typeof factory !== "function") throw new Error(`polysms exports no ${name}FromEnv.`);
  return factory as FromEnv;
}

/** Adds the variables that are asked for until there is a provider; also tells every variable that was looked at. */
function complete(provider: ProviderDocument, given: Environment): [Environment, ReadonlySet<string>] {
  const read = new Set<string>();
  const environment: Record<string, string | undefined> = { ...given };
  for (;;) {
    const watched = new Proxy(environment, {
      get: (target, name: string) => {
        read.add(name);
        return target[name];
      },
    });
    try {
      fromEnv(provider.name)({ fetch: () => Promise.reject(new Error("Nothing is sent here.")) }, watched);
      // In the order in which the package reads them.
      const names = [...read].filter((name) => environment[name] !== undefined);
      return [Object.fromEntries(names.map((name) => [name, environment[name]])), read];
    } catch (error) {
      const missing = isSmsError(error) && error.code === "config" ? error.field : undefined;
      if (missing === undefined || environment[missing] !== undefined) throw error;
      environment[missing] = valueFor(missing, provider);
    }
  }
}

// A path can be set where the provider's document names none: then the description's own stands there, as assumed.
function valueFor(variable: string, { document }: ProviderDocument): string {
  if (variable.endsWith("_SENDER_ID")) return "MYBRND";
  // Its own name, so that the place where it travels shows which variable it is.
  if (!variable.endsWith("_PATH")) return variable;
  const assumed = Object.entries(document.paths).find(([, item]) => Object.values(item).some(evidenceIsAssumed));
  return assumed?.[0] ?? "/";
}

function evidenceIsAssumed(part: unknown): boolean {
  return typeof part === "object" && part !== null && evidenceOf(part) === "assumed";
}
