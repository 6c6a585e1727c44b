import { type ClientOptions, createProviderClient, type ProviderClient, requireHeaderCredential } from "@polysms/core";
import { api, type Server } from "./generated/operations.gen.ts";
import type { paths } from "./generated/schema.gen.ts";

/** Options of {@link createTouchbaseproClient}. */
export interface TouchbaseproClientOptions extends ClientOptions<Server> {
  /** API key of the account, sent as a Bearer token. */
  readonly apiKey: string;
}

/** TouchBasePro's own API, typed by path: `client.POST("/sms/messages", { body: { text, to } })`. */
export type TouchbaseproClient = ProviderClient<paths>;

/**
 * Makes a client for TouchBasePro (South Africa). Throws an `SmsError` with code `config` if the key is missing or cannot
 * travel in a header, or the base URL is not https.
 *
 * @see https://developer.touchbasepro.com/docs/services/tbp-sms-api/operations/sendMessage?groupBy=tag
 */
export function createTouchbaseproClient(options: TouchbaseproClientOptions): TouchbaseproClient {
  const bearer = requireHeaderCredential("touchbasepro", "apiKey", options.apiKey);
  return createProviderClient<paths>({ ...options, api, credentials: { bearer } });
}
