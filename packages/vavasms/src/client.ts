import {
  type ClientOptions,
  createProviderClient,
  invalidInput,
  type ProviderClient,
  requireCredential,
} from "@polysms/core";
import { api, type CredentialField, type Server } from "./generated/operations.gen.ts";
import type { paths } from "./generated/schema.gen.ts";

/** Options of {@link createVavasmsClient}. */
export interface VavasmsClientOptions extends ClientOptions<Server> {
  /** E-mail address of the account. */
  readonly username: string;
  /** Password of the account. VavaSMS has no key: it travels in the body of every request. */
  readonly password: string;
  /**
   * Path of the message status call, such as `/api/v1/…`. The provider's document describes the call without its URL, so
   * ask their support. Without it, the call rejects and nothing is sent.
   */
  readonly statusPath?: string | undefined;
}

/**
 * VavaSMS's own API, typed by path: `client.POST("/api/v1/text/single", { body: { sender_id, phone, message } })`.
 * The credentials are filled in. A failure can come under HTTP 200: look at `code`.
 */
export type VavasmsClient = ProviderClient<paths, CredentialField>;

/**
 * Makes a client for VavaSMS (Côte d'Ivoire). Throws an `SmsError` with code `config` if a credential is missing or empty,
 * or the base URL is not https.
 *
 * @see https://en.vavasms.com/documentation
 */
export function createVavasmsClient(options: VavasmsClientOptions): VavasmsClient {
  const { username, password, statusPath, ...clientOptions } = options;
  if (statusPath !== undefined && !/^\/[^?#]+$/.test(statusPath)) {
    throw invalidInput("statusPath", "must be a path that begins with /.", { provider: "vavasms", code: "config" });
  }
  return createProviderClient<paths, CredentialField>({
    ...clientOptions,
    api,
    credentials: {
      username: requireCredential("vavasms", "username", username),
      password: requireCredential("vavasms", "password", password),
    },
    paths: { "POST /api/v1/text/status": statusPath },
  });
}
