import { type ClientOptions, type Environment, processEnvironment, requireVariable } from "@polysms/core";
import { aoc } from "./provider.ts";

/**
 * AOC Portal with its settings from the environment: `AOC_API_KEY` and `AOC_SENDER_ID`. Throws an `SmsError` with code
 * `config` that names the variable when one is not set.
 */
export function aocFromEnv(options: ClientOptions = {}, env: Environment = processEnvironment()) {
  return aoc({
    ...options,
    apiKey: requireVariable("aoc", env, "AOC_API_KEY"),
    senderId: requireVariable("aoc", env, "AOC_SENDER_ID"),
  });
}
