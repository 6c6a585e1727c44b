import type { Environment, EnvironmentVariables, Fetch, Provider } from "@polysms/core";
import * as facade from "polysms";
import { evidenceOf } from "./evidence.ts";
import type { ProviderDocument } from "./provider-document.ts";

/** A provider as one set of environment variables makes it. */
export interface Setting {
  readonly environment: Environment;
  /** Whether these are the variables that the provider needs, and no others. */
  readonly isMinimal: boolean;
  /** The provider of the package, with `fetch` instead of the network. */
  create(fetch: Fetch): Provider;
}

interface FromEnv {
  (options: { readonly fetch: Fetch }, environment: Environment): Provider;
  readonly variables: EnvironmentVariables;
}

/**
 * Every way to set up a provider from the environment: with what it needs at least, with each alternative to that, and with
 * each optional variable.
 */
export function settingsOf(provider: ProviderDocument): Setting[] {
  const fromEnv = fromEnvOf(provider.name);
  const { required, optional } = fromEnv.variables;
  const [minimal = [], ...alternatives] = required;
  return [minimal, ...alternatives, ...optional.map((name) => [...minimal, name])].map((names, index) => {
    const environment = Object.fromEntries(names.map((name) => [name, valueFor(name, provider)]));
    return { environment, isMinimal: index === 0, create: (fetch) => fromEnv({ fetch }, environment) };
  });
}

function fromEnvOf(name: string): FromEnv {
  const factory = Object.entries(facade).find(([exported]) => exported === `${name}FromEnv`)?.[1];
  if (typeof factory !== "function" || !("variables" in factory)) {
    throw new Error(`polysms exports no ${name}FromEnv made by fromEnvironment; see packages/${name}/src/from-env.ts.`);
  }
  return factory as FromEnv;
}

// A path can be set if the provider's document does not name it. The spec's own assumed path is the example then.
function valueFor(variable: string, { document }: ProviderDocument): string {
  if (variable.endsWith("_SENDER_ID")) return "MYBRND";
  // Its own name, so that the place where the value appears shows which variable it comes from.
  if (!variable.endsWith("_PATH")) return variable;
  const assumed = Object.entries(document.paths).find(([, item]) => Object.values(item).some(isAssumed));
  return assumed?.[0] ?? "/";
}

function isAssumed(part: unknown): boolean {
  return typeof part === "object" && part !== null && evidenceOf(part) === "assumed";
}
