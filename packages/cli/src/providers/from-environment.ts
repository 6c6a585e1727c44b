import * as polysms from "polysms";
import { type AnyProvider, isSmsError, type SmsError } from "polysms";

type Environment = Readonly<Record<string, string | undefined>>;
type BaseUrl = string | Readonly<Record<string, string>>;
type FromEnvironment = (options: { readonly baseUrl?: BaseUrl }, env: Environment) => AnyProvider;

/** A provider that comes with polysms, and what the environment says about it. */
export interface EnvironmentProvider {
  readonly name: string;
  /** What it can do, whether it is configured or not. */
  readonly sample: AnyProvider;
  /** Variables that it reads, in their order. */
  readonly variables: readonly string[];
  /** `partly`: some of its variables are there and others are missing or wrong. */
  readonly state: "ready" | "partly" | "absent";
  /** What is missing or wrong, unless it is ready. */
  readonly problem: SmsError | undefined;
  readonly baseUrlVariable: string;
  /** Where its requests go in place of its documented hosts. */
  readonly baseUrl: BaseUrl | undefined;
  /** The provider. With stand-ins it takes made-up values for variables that are missing. */
  make(standIns?: boolean): AnyProvider;
}

// Six letters please every provider's rule for sender IDs.
const STAND_IN = "MOCKED";
const MOST_VARIABLES = 20;

/** Every provider that polysms exports, in alphabetical order. No name is written here. */
export function environmentProviders(env: Environment): EnvironmentProvider[] {
  return Object.entries(polysms)
    .flatMap(([key, make]) =>
      key.endsWith("FromEnv") && typeof make === "function" ? [describe(make as FromEnvironment, env)] : [],
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describe(make: FromEnvironment, env: Environment): EnvironmentProvider {
  const reads = new Set<string>();
  const watched = (source: Environment) =>
    new Proxy(source, {
      get(target, key) {
        reads.add(String(key));
        return target[String(key)];
      },
    });
  const problem = problemOf(() => make({}, watched(env)));
  const { name } = makeWithStandIns(make, {}, watched({}));
  // With everything set it reads what it asks for only beside something else: a password beside a user name.
  problemOf(() => make({}, watched(new Proxy({}, { get: () => STAND_IN }))));
  const sample = makeWithStandIns(make, {}, env);
  const variables = [...reads];
  const prefix = `${variables[0]?.split("_")[0]}_`;
  const touched = Object.entries(env).some(([key, value]) => key.startsWith(prefix) && (value ?? "").trim() !== "");
  const baseUrlVariable = `POLYSMS_BASE_URL_${name.toUpperCase().replaceAll("-", "_")}`;
  const baseUrl = readBaseUrl(env[baseUrlVariable]);
  const options = baseUrl === undefined ? {} : { baseUrl };
  return {
    name,
    sample,
    variables,
    state: problem === undefined ? "ready" : touched ? "partly" : "absent",
    problem,
    baseUrlVariable,
    baseUrl,
    make: (standIns = false) => (standIns ? makeWithStandIns(make, options, env) : make(options, env)),
  };
}

function makeWithStandIns(make: FromEnvironment, options: { readonly baseUrl?: BaseUrl }, env: Environment) {
  const filled: Record<string, string | undefined> = {};
  const both = new Proxy(env, { get: (target, key) => filled[String(key)] ?? target[String(key)] });
  for (let tries = 0; tries < MOST_VARIABLES; tries++) {
    const problem = problemOf(() => make(options, both));
    // The error names the variable that is missing. One that is there and wrong is named by its option.
    if (problem?.field === undefined || filled[problem.field] !== undefined) break;
    filled[problem.field] = STAND_IN;
  }
  return make(options, both);
}

function problemOf(make: () => unknown): SmsError | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (isSmsError(error)) return error;
    throw error;
  }
}

/** One URL for all hosts, or `https://documented.host=http://127.0.0.1:4010`, several with commas between them. */
function readBaseUrl(value: string | undefined): BaseUrl | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  if (!value.includes("=")) return value.trim();
  return Object.fromEntries(value.split(",").map((pair) => pair.trim().split("=") as [string, string]));
}
