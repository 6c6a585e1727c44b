import { fromEnvironment } from "@polysms/core";
import { touchbasepro } from "./provider.ts";

/**
 * TouchBasePro with its key from the environment: `TOUCHBASEPRO_API_KEY`. Throws an `SmsError` with code `config` that
 * names the variable if it is not set.
 */
export const touchbaseproFromEnv = /* @__PURE__ */ fromEnvironment(
  "touchbasepro",
  { required: [["TOUCHBASEPRO_API_KEY"]], optional: [] },
  (values, options) => touchbasepro({ ...options, apiKey: values.TOUCHBASEPRO_API_KEY }),
);
