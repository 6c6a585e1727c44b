import { type ClientOptions, createProviderClient, type ProviderClient, requireHeaderCredential } from "@polysms/core";
import { api, type Server } from "./generated/operations.gen.ts";
import type { paths } from "./generated/schema.gen.ts";

/** Options of {@link createAocClient}. */
export interface AocClientOptions extends ClientOptions<Server> {
  /** API key of the account. */
  readonly apiKey: string;
}

/** AOC Portal's own API, typed by path: `client.POST("/v1/sms", { body: { sender, to, text, type } })`. */
export type AocClient = ProviderClient<paths>;

/**
 * Makes a client for AOC Portal (India). For the white-label host pass `baseUrl: "https://api.azmarq.com"`; no public
 * source shows it used for SMS. Throws an `SmsError` with code `config` if the key is missing or cannot travel in a header,
 * or the base URL is not https.
 *
 * @see https://developers.aoc-portal.com/sms
 */
export function createAocClient(options: AocClientOptions): AocClient {
  const key = requireHeaderCredential("aoc", "apiKey", options.apiKey);
  return createProviderClient<paths>({ ...options, api, credentials: { key } });
}
