import { fromEnvironment } from "@polysms/core";
import { vavasms } from "./provider.ts";

/**
 * VavaSMS with its settings from the environment: `VAVASMS_USERNAME`, `VAVASMS_PASSWORD`, `VAVASMS_SENDER_ID`, and
 * `VAVASMS_STATUS_PATH` if you know it. Throws an `SmsError` with code `config` that names the variable if one is not
 * set.
 */
export const vavasmsFromEnv = /* @__PURE__ */ fromEnvironment(
  "vavasms",
  {
    required: [["VAVASMS_USERNAME", "VAVASMS_PASSWORD", "VAVASMS_SENDER_ID"]],
    optional: ["VAVASMS_STATUS_PATH"],
  },
  (values, options) =>
    vavasms({
      ...options,
      username: values.VAVASMS_USERNAME,
      password: values.VAVASMS_PASSWORD,
      senderId: values.VAVASMS_SENDER_ID,
      statusPath: values.VAVASMS_STATUS_PATH,
    }),
);
