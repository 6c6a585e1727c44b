import type { ApiDescription } from "./api-description.ts";
import type { Credential } from "./credentials.ts";

/** `fetch`, or anything that behaves like it: a proxy agent, a recorder, a test double. */
export type Fetch = (request: Request) => Promise<Response>;

/** Options that every provider and every provider's client take. */
export interface ClientOptions<Server extends string = string> {
  /**
   * Used for every request; the global `fetch` unless told. Redirects are refused whatever it does. It must not repeat a
   * request by itself: what it says of the last try would be taken for what became of all.
   */
  readonly fetch?: Fetch | undefined;
  /** Another host for all requests, or one for each documented host. https, or http on loopback. */
  readonly baseUrl?: string | Readonly<Partial<Record<Server, string>>> | undefined;
  /** Milliseconds for a call unless the call says otherwise; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface ClientConfig extends ClientOptions {
  readonly api: ApiDescription;
  /** By the names of the spec's security schemes and of its `x-credential` fields. */
  readonly credentials: Readonly<Record<string, Credential | undefined>>;
  /** Real paths for operations whose path the spec only assumes, by `METHOD /path`. */
  readonly paths?: Readonly<Record<string, string | undefined>>;
}
