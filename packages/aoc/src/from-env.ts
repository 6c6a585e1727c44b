import { fromEnvironment } from "@polysms/core";
import { aoc } from "./provider.ts";

/**
 * AOC Portal with its settings from the environment: `AOC_API_KEY` and `AOC_SENDER_ID`. Throws an `SmsError` with code
 * `config` that names the variable if one is not set.
 */
export const aocFromEnv = /* @__PURE__ */ fromEnvironment(
  "aoc",
  { required: [["AOC_API_KEY", "AOC_SENDER_ID"]], optional: [] },
  (values, options) => aoc({ ...options, apiKey: values.AOC_API_KEY, senderId: values.AOC_SENDER_ID }),
);
