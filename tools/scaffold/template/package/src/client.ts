import { type ClientOptions, createProviderClient, type ProviderClient, requireHeaderCredential } from "@polysms/core";
import { api, type Server } from "./generated/operations.gen.ts";
import type { paths } from "./generated/schema.gen.ts";

/** Options of {@link createAcmeClient}. */
export interface AcmeClientOptions extends ClientOptions<Server> {
  /** API key of the account, sent as a Bearer token. */
  readonly apiKey: string;
}

/** Acme's own API, typed by path: `client.POST("/messages", { body: { to, text } })`. */
export type AcmeClient = ProviderClient<paths>;

/**
 * Makes a client for Acme. Throws an `SmsError` with code `config` if the key is missing or cannot travel in a header, or
 * the base URL is not https.
 *
 * @see https://acme.example/docs
 */
export function createAcmeClient(options: AcmeClientOptions): AcmeClient {
  const bearer = requireHeaderCredential("acme", "apiKey", options.apiKey);
  return createProviderClient<paths>({ ...options, api, credentials: { bearer } });
}
