import type { ClientOptions } from "../client/client-options.ts";
import { invalidInput } from "../error/sms-error.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variables that a provider reads. A variable that is empty or white space counts as not set. */
export interface EnvironmentVariables {
  /**
   * Alternatives: each is a list of variables that are needed together, and one list is enough. The last one whose first
   * variable is set is read; if there is none, the first one is.
   */
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly string[];
}

type NamesIn<Lists extends readonly (readonly string[])[]> = Lists[number][number];

type OneOf<Lists extends readonly (readonly string[])[], List = Lists[number]> = List extends readonly string[]
  ? { readonly [Name in List[number]]: string } & { readonly [Name in Exclude<NamesIn<Lists>, List[number]>]?: never }
  : never;

/** The values of declared variables: one alternative is complete, and the others are absent. */
export type EnvironmentValues<Variables extends EnvironmentVariables> = OneOf<Variables["required"]> & {
  readonly [Name in Variables["optional"][number]]: string | undefined;
};

/** Makes a provider with its settings from the environment, and says which variables it reads. */
export interface FromEnvironment<Made> {
  /**
   * `env` defaults to the variables of this process. Throws an `SmsError` with code `config` that names the variable if
   * one is not set.
   */
  (options?: ClientOptions, env?: Environment): Made;
  readonly variables: EnvironmentVariables;
}

/**
 * Makes a `…FromEnv` function from the variables that it reads. `create` gets their values by name, and no others, so
 * that what is declared is what is read.
 */
export function fromEnvironment<const Variables extends EnvironmentVariables, Made>(
  provider: string,
  variables: Variables,
  create: (values: EnvironmentValues<Variables>, options: ClientOptions) => Made,
): FromEnvironment<Made> {
  const read = (options: ClientOptions = {}, env: Environment = processEnvironment()) =>
    create(readVariables(provider, variables, env) as EnvironmentValues<Variables>, options);
  return Object.assign(read, { variables });
}

/** The required variables that are not set: of the alternative that would be read. Empty if nothing is missing. */
export function missingVariables(variables: EnvironmentVariables, env: Environment): readonly string[] {
  return chosenIn(variables, env).filter((name) => readVariable(env, name) === undefined);
}

/** The variables of this process; none where there is no process, as on workerd, where they are passed by hand. */
export function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { readonly env?: Environment } };
  return process?.env ?? {};
}

function readVariables(provider: string, variables: EnvironmentVariables, env: Environment): Environment {
  const chosen = chosenIn(variables, env);
  const [missing] = missingVariables(variables, env);
  if (missing !== undefined) {
    const problem = env[missing] === undefined ? "is not set" : "is empty";
    const others = variables.required.filter((list) => list !== chosen).map((list) => list.join(" and "));
    const instead = missing !== chosen[0] || others.length === 0 ? "" : `; set it, or ${others.join(", or ")}`;
    throw invalidInput(missing, `${problem} in the environment${instead}.`, { provider, code: "config" });
  }
  return Object.fromEntries([...chosen, ...variables.optional].map((name) => [name, readVariable(env, name)]));
}

function chosenIn({ required }: EnvironmentVariables, env: Environment): readonly string[] {
  return required.findLast(([first = ""]) => readVariable(env, first) !== undefined) ?? required[0] ?? [];
}

function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}
