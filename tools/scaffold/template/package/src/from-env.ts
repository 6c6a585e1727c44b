import { type ClientOptions, type Environment, processEnvironment, requireVariable } from "@polysms/core";
import { acme } from "./provider.ts";

/**
 * Acme with its key from the environment: `ACME_API_KEY`. Throws an `SmsError` with code `config` that names the
 * variable when it is not set.
 */
export function acmeFromEnv(options: ClientOptions = {}, env: Environment = processEnvironment()) {
  return acme({ ...options, apiKey: requireVariable("acme", env, "ACME_API_KEY") });
}
