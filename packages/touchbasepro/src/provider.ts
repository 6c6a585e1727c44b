import { checkFields, type Provider, toReport } from "@polysms/core";
import { createTouchbaseproClient, type TouchbaseproClient, type TouchbaseproClientOptions } from "./client.ts";
import { sendMessage } from "./send.ts";

/** Options of {@link touchbasepro}. */
export type TouchbaseproOptions = TouchbaseproClientOptions;

const optionNames = ["apiKey", "fetch", "baseUrl", "timeoutMs"];

/**
 * TouchBasePro as a polysms provider. It answers for each recipient. It has no sender IDs: a message with a `senderId` is
 * rejected before it is sent. The document names no limit of recipients per request; 100 is ours. Throws an `SmsError` with
 * code `config` if an option is missing or wrong.
 *
 * @see https://developer.touchbasepro.com/docs/services/tbp-sms-api/operations/sendMessage?groupBy=tag
 */
export function touchbasepro(
  options: TouchbaseproOptions,
): Provider<"touchbasepro", Record<never, never>, Record<never, never>, TouchbaseproClient> {
  checkFields(options, optionNames, { provider: "touchbasepro", code: "config" });
  const client = createTouchbaseproClient(options);
  return {
    name: "touchbasepro",
    regions: ["ZA"],
    limits: { recipientsPerRequest: 100 },
    can: {},
    client,
    send: (message, call) => toReport("touchbasepro", message.to, () => sendMessage(client, message, call)),
  };
}
