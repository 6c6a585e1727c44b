import { fromEnvironment } from "@polysms/core";
import { acme } from "./provider.ts";

/**
 * Acme with its key from the environment: `ACME_API_KEY`. Throws an `SmsError` with code `config` that names the
 * variable if it is not set.
 */
export const acmeFromEnv = /* @__PURE__ */ fromEnvironment(
  "acme",
  { required: [["ACME_API_KEY"]], optional: [] },
  (values, options) => acme({ ...options, apiKey: values.ACME_API_KEY }),
);
