import {
  type ClientOptions,
  type Environment,
  optionalVariable,
  processEnvironment,
  requireVariable,
} from "@polysms/core";
import { intouchvas } from "./provider.ts";

/**
 * InTouchVAS with its settings from the environment: `INTOUCHVAS_API_KEY`, or `INTOUCHVAS_USERNAME` and
 * `INTOUCHVAS_PASSWORD`; and `INTOUCHVAS_SENDER_ID`, which may be left out. Throws an `SmsError` with code `config` that
 * names the variable when one is not set.
 */
export function intouchvasFromEnv(options: ClientOptions = {}, env: Environment = processEnvironment()) {
  const common = { ...options, senderId: optionalVariable(env, "INTOUCHVAS_SENDER_ID") };
  if (optionalVariable(env, "INTOUCHVAS_USERNAME") === undefined) {
    const instead = "INTOUCHVAS_USERNAME and INTOUCHVAS_PASSWORD";
    return intouchvas({ ...common, apiKey: requireVariable("intouchvas", env, "INTOUCHVAS_API_KEY", instead) });
  }
  return intouchvas({
    ...common,
    username: requireVariable("intouchvas", env, "INTOUCHVAS_USERNAME"),
    password: requireVariable("intouchvas", env, "INTOUCHVAS_PASSWORD"),
  });
}
