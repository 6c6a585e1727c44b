import { checkFields, type Provider, toReport } from "@polysms/core";
import { type AcmeClient, type AcmeClientOptions, createAcmeClient } from "./client.ts";
import { sendMessage } from "./send.ts";

/** Options of {@link acme}. */
export type AcmeOptions = AcmeClientOptions;

const optionNames = ["apiKey", "fetch", "baseUrl", "timeoutMs"];

/**
 * Acme as a polysms provider: one recipient per request, because nothing is known about several. It has no countries of
 * its own yet, so a route has to name it. Throws an `SmsError` with code `config` if an option is missing or wrong.
 *
 * @see https://acme.example/docs
 */
export function acme(options: AcmeOptions): Provider<"acme", Record<never, never>, Record<never, never>, AcmeClient> {
  checkFields(options, optionNames, { provider: "acme", code: "config" });
  const client = createAcmeClient(options);
  return {
    name: "acme",
    regions: [],
    limits: { recipientsPerRequest: 1 },
    can: {},
    client,
    send: (message, call) => toReport("acme", message.to, () => sendMessage(client, message, call)),
  };
}
