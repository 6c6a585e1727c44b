import * as polysms from "polysms";
import { type AnyProvider, isSmsError, type SmsError } from "polysms";

type Environment = Readonly<Record<string, string | undefined>>;
type BaseUrl = string | Readonly<Record<string, string>>;
type ProviderOptions = { readonly baseUrl?: BaseUrl };

/** A `…FromEnv` function of polysms, with the variables that it declares. */
interface FromEnv {
  (options: ProviderOptions, env: Environment): AnyProvider;
  readonly variables: { readonly required: readonly (readonly string[])[]; readonly optional: readonly string[] };
}

/** A provider that polysms includes, and what the environment says about it. */
export interface EnvironmentProvider {
  readonly name: string;
  /** A provider to look at, not to send with: it has placeholders for variables that are missing. */
  readonly sample: AnyProvider;
  /** The variables that it reads, required ones first. */
  readonly variables: readonly string[];
  /** `partly`: some of its variables are set, and others are missing or wrong. */
  readonly state: "ready" | "partly" | "absent";
  /** What is missing or wrong; `undefined` if it is ready. */
  readonly problem: SmsError | undefined;
  readonly baseUrlVariable: string;
  /** Where its requests go instead of its documented hosts. */
  readonly baseUrl: BaseUrl | undefined;
  /** Creates the provider. With `placeholders`, missing variables get a made-up value; otherwise they are an error. */
  create(options?: { readonly placeholders?: boolean }): AnyProvider;
}

// Six letters: every provider accepts that as a sender ID.
const PLACEHOLDER = "MOCKED";

/** Every provider that polysms exports, in alphabetical order. No provider is named in this package. */
export function environmentProviders(env: Environment): EnvironmentProvider[] {
  return Object.entries(polysms)
    .flatMap(([key, value]) => (key.endsWith("FromEnv") ? [describe(value as FromEnv, env)] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describe(fromEnv: FromEnv, env: Environment): EnvironmentProvider {
  const { required, optional } = fromEnv.variables;
  const problem = problemOf(() => fromEnv({}, env));
  // A wrong value would fail here too, so the sample does without the environment then.
  const sample = fromEnv({}, fillIn(fromEnv, env) ?? fillIn(fromEnv, {}) ?? {});
  const { name } = sample;
  const prefix = name.toUpperCase().replaceAll("-", "_");
  // A misspelt variable counts too, so that it is not overlooked.
  const touched = Object.entries(env).some(
    ([key, value]) => key.startsWith(`${prefix}_`) && (value ?? "").trim() !== "",
  );
  const baseUrlVariable = `POLYSMS_BASE_URL_${prefix}`;
  const baseUrl = readBaseUrl(env[baseUrlVariable]);
  const options = baseUrl === undefined ? {} : { baseUrl };
  return {
    name,
    sample,
    variables: [...new Set([...required.flat(), ...optional])],
    state: problem === undefined ? "ready" : touched ? "partly" : "absent",
    problem,
    baseUrlVariable,
    baseUrl,
    create: ({ placeholders = false } = {}) =>
      fromEnv(options, (placeholders ? fillIn(fromEnv, env) : undefined) ?? env),
  };
}

/**
 * Adds placeholders for as few variables as possible: none, or those of the first alternative that completes the
 * environment. Returns `undefined` if a value is wrong.
 */
function fillIn(fromEnv: FromEnv, env: Environment): Environment | undefined {
  const set = Object.entries(env).filter(([, value]) => (value ?? "").trim() !== "");
  const candidates = [[], ...fromEnv.variables.required].map((names) =>
    Object.fromEntries([...names.map((name) => [name, PLACEHOLDER] as const), ...set]),
  );
  return candidates.find((candidate) => problemOf(() => fromEnv({}, candidate)) === undefined);
}

function problemOf(create: () => unknown): SmsError | undefined {
  try {
    create();
    return undefined;
  } catch (error) {
    if (isSmsError(error)) return error;
    throw error;
  }
}

/** One URL for all hosts, or `https://documented.host=http://127.0.0.1:4010`, several separated by commas. */
function readBaseUrl(value: string | undefined): BaseUrl | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  if (!value.includes("=")) return value.trim();
  return Object.fromEntries(value.split(",").map((pair) => pair.trim().split("=") as [string, string]));
}
