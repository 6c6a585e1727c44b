import {
  type ClientOptions,
  type Environment,
  optionalVariable,
  processEnvironment,
  requireVariable,
} from "@polysms/core";
import { vavasms } from "./provider.ts";

/**
 * VavaSMS with its settings from the environment: `VAVASMS_USERNAME`, `VAVASMS_PASSWORD`, `VAVASMS_SENDER_ID`, and
 * `VAVASMS_STATUS_PATH` if you know it. Throws an `SmsError` with code `config` that names the variable when one is not
 * set.
 */
export function vavasmsFromEnv(options: ClientOptions = {}, env: Environment = processEnvironment()) {
  return vavasms({
    ...options,
    username: requireVariable("vavasms", env, "VAVASMS_USERNAME"),
    password: requireVariable("vavasms", env, "VAVASMS_PASSWORD"),
    senderId: requireVariable("vavasms", env, "VAVASMS_SENDER_ID"),
    statusPath: optionalVariable(env, "VAVASMS_STATUS_PATH"),
  });
}
