import { checkFields, type Provider, toReport } from "@polysms/core";
import { createTouchbaseproClient, type TouchbaseproClient, type TouchbaseproClientOptions } from "./client.ts";
import { sendMessage } from "./send.ts";

export type TouchbaseproOptions = TouchbaseproClientOptions;

const optionNames = ["apiKey", "fetch", "baseUrl", "timeoutMs"];

/**
 * TouchBasePro as a polysms provider. It answers for each recipient and has no sender ID: a message that asks for one
 * is refused before it is sent. The document names no limit of recipients; 100 to a request is ours.
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
    send: (message, call) =>
      toReport("touchbasepro", message.to, () => sendMessage(client, message, options.apiKey, call)),
  };
}
