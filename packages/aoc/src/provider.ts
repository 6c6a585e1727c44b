import { checkFields, checkSenderId, type Provider, toReport } from "@polysms/core";
import { type AocClient, type AocClientOptions, createAocClient } from "./client.ts";
import { api } from "./generated/operations.gen.ts";
import { type AocMessageOptions, sendMessage } from "./send.ts";

/** Options of {@link aoc}. */
export interface AocOptions extends AocClientOptions {
  /** Sender header registered for the account. A message can name another. */
  readonly senderId: string;
}

const senderRule = api.operations["POST /v1/sms"].body.properties.sender;
const optionNames = ["apiKey", "senderId", "fetch", "baseUrl", "timeoutMs"];

/**
 * AOC Portal as a polysms provider. It answers for each recipient. Its documents describe no rejection, so no answer proves
 * that a message was not taken: an error that it returns is `unknown`, and only a connection that was never made fails
 * over. The document names no limit of recipients per request; 100 is ours. Throws an `SmsError` with code `config` if an
 * option is missing or wrong.
 *
 * @see https://developers.aoc-portal.com/sms
 */
export function aoc(options: AocOptions): Provider<"aoc", Record<never, never>, AocMessageOptions, AocClient> {
  const where = { provider: "aoc", code: "config" } as const;
  checkFields(options, optionNames, where);
  const client = createAocClient(options);
  const senderId = checkSenderId(options.senderId, where, senderRule);
  return {
    name: "aoc",
    regions: ["IN"],
    limits: { recipientsPerRequest: 100 },
    can: {},
    client,
    send: (message, call) =>
      toReport("aoc", message.to, () =>
        sendMessage(
          client,
          { ...message, senderId: checkSenderId(message.senderId ?? senderId, { provider: "aoc" }) },
          call,
        ),
      ),
  };
}
