import { type ClientOptions, type Environment, processEnvironment, requireVariable } from "@polysms/core";
import { touchbasepro } from "./provider.ts";

/**
 * TouchBasePro with its key from the environment: `TOUCHBASEPRO_API_KEY`. Throws an `SmsError` with code `config` that
 * names the variable when it is not set.
 */
export function touchbaseproFromEnv(options: ClientOptions = {}, env: Environment = processEnvironment()) {
  return touchbasepro({ ...options, apiKey: requireVariable("touchbasepro", env, "TOUCHBASEPRO_API_KEY") });
}
