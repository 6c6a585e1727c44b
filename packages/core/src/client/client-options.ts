import type { ApiDescription } from "./api-description.ts";
import type { Credential } from "./credentials.ts";

/** `fetch`, or anything that behaves like it: a proxy agent, a recorder, a test double. */
export type Fetch = (request: Request) => Promise<Response>;

/** Options that every provider and every provider's client take. */
export interface ClientOptions<Server extends string = string> {
  /**
   * Used for every request. Default: the global `fetch`. A redirect is an error whatever it does. It must not retry a
   * request on its own: the result of its last try would be taken for the result of all of them.
   */
  readonly fetch?: Fetch | undefined;
  /** Another base URL for all requests, or one for each documented host. https, or http on loopback. */
  readonly baseUrl?: string | Readonly<Partial<Record<Server, string>>> | undefined;
  /** Time limit in milliseconds for a call that sets none of its own. Default 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** What {@link createProviderClient} makes a client from. */
export interface ClientConfig extends ClientOptions {
  readonly api: ApiDescription;
  /** By the names of the spec's security schemes and of its `x-credential` fields. */
  readonly credentials: Readonly<Record<string, Credential | undefined>>;
  /** Real paths for operations whose path the spec only assumes, by `METHOD /path`. */
  readonly paths?: Readonly<Record<string, string | undefined>>;
}
