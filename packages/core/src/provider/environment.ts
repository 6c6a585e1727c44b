import { invalidInput } from "../error/sms-error.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of this process; none where there is no process, as on workerd, where they are passed by hand. */
export function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { readonly env?: Environment } };
  return process?.env ?? {};
}

/**
 * The value of a variable that must be set. The error names the variable, and `instead` what else would do.
 */
export function requireVariable(provider: string, env: Environment, name: string, instead?: string): string {
  const value = env[name];
  if (value !== undefined && value.trim() !== "") return value;
  const problem = value === undefined ? "is not set" : "is empty";
  throw invalidInput(name, `${problem} in the environment${instead === undefined ? "" : `; set it, or ${instead}`}.`, {
    provider,
    code: "config",
  });
}

/** The value of a variable that may be left out; empty counts as left out. */
export function optionalVariable(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}
