import {
  type ClientOptions,
  createProviderClient,
  invalidInput,
  type ProviderClient,
  requireCredential,
  requireHeaderCredential,
} from "@polysms/core";
import { api, type Server } from "./generated/operations.gen.ts";
import type { paths } from "./generated/schema.gen.ts";
import { expiringToken } from "./token.ts";

/** Either the key from the dashboard, or the user name and password of the account, which are exchanged for a token. */
export type IntouchvasCredentials =
  | {
      /** API key from the dashboard, sent as `x-api-key`. */
      readonly apiKey: string;
      readonly username?: undefined;
      readonly password?: undefined;
    }
  | {
      readonly username: string;
      readonly password: string;
      readonly apiKey?: undefined;
    };

/** Options of {@link createIntouchvasClient}. */
export type IntouchvasClientOptions = ClientOptions<Server> & IntouchvasCredentials;

/** InTouchVAS's own API, typed by path: `client.POST("/contact/create", { body: { name, contacts } })`. */
export type IntouchvasClient = ProviderClient<paths>;

/**
 * Makes a client for InTouchVAS (Kenya). With a user name and a password it fetches the token when it is first needed,
 * keeps it until shortly before it expires, and renews it once if a call is rejected with 401 or 428. Throws an `SmsError`
 * with code `config` if credentials are missing or the base URL is not https.
 *
 * @see https://sms-docs.intouchvas.com/
 */
export function createIntouchvasClient(options: IntouchvasClientOptions): IntouchvasClient {
  const { apiKey, username, password, ...clientOptions } = options;
  if (username === undefined && password === undefined) {
    const key = requireHeaderCredential("intouchvas", "apiKey", apiKey);
    return createProviderClient<paths>({ ...clientOptions, api, credentials: { key } });
  }
  if (apiKey !== undefined) {
    throw invalidInput("apiKey", "is given together with username and password; pass one or the other.", {
      provider: "intouchvas",
      code: "config",
    });
  }
  const basic = `${requireUsername(username)}:${requireCredential("intouchvas", "password", password)}`;
  const identity = createProviderClient<paths>({ ...clientOptions, api, credentials: { basic } });
  const token = expiringToken(() => identity.GET("/auth/api-key"));
  return createProviderClient<paths>({ ...clientOptions, api, credentials: { basic, token } });
}

// RFC 7617: the first colon ends the user name.
function requireUsername(value: unknown): string {
  const username = requireCredential("intouchvas", "username", value);
  if (!username.includes(":")) return username;
  throw invalidInput("username", "must not contain a colon.", { provider: "intouchvas", code: "config" });
}
