import { fromEnvironment } from "@polysms/core";
import { intouchvas } from "./provider.ts";

/**
 * InTouchVAS with its settings from the environment: `INTOUCHVAS_API_KEY`, or `INTOUCHVAS_USERNAME` and
 * `INTOUCHVAS_PASSWORD`, which are used if both are set; and `INTOUCHVAS_SENDER_ID`, which is optional. Throws an
 * `SmsError` with code `config` that names the variable if one is not set.
 */
export const intouchvasFromEnv = /* @__PURE__ */ fromEnvironment(
  "intouchvas",
  {
    required: [["INTOUCHVAS_API_KEY"], ["INTOUCHVAS_USERNAME", "INTOUCHVAS_PASSWORD"]],
    optional: ["INTOUCHVAS_SENDER_ID"],
  },
  (values, options) => {
    const common = { ...options, senderId: values.INTOUCHVAS_SENDER_ID };
    return values.INTOUCHVAS_API_KEY === undefined
      ? intouchvas({ ...common, username: values.INTOUCHVAS_USERNAME, password: values.INTOUCHVAS_PASSWORD })
      : intouchvas({ ...common, apiKey: values.INTOUCHVAS_API_KEY });
  },
);
