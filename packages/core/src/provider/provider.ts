import type { CallOptions } from "../client/call-types.ts";
import type { Region } from "../phone/region.ts";
import type { Capabilities } from "./capabilities.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { SendReport } from "./verdict.ts";

/**
 * One SMS provider. `send` maps every exchange to verdicts and never throws; whatever it cannot read is `unknown`.
 * `client` is the provider's own typed API, for everything that has no common form.
 */
export interface Provider<
  Name extends string = string,
  Can extends Capabilities = Capabilities,
  Options extends object = object,
  Client = unknown,
> {
  readonly name: Name;
  /** Countries the provider is made for. They decide the route if none is given. */
  readonly regions: readonly Region[];
  readonly limits: { readonly recipientsPerRequest: number };
  readonly can: Can;
  readonly client: Client;
  send(message: OutgoingMessage<Options>, call?: CallOptions): Promise<SendReport>;
}

/** A configured provider of any kind. */
export type AnyProvider = Provider<string>;
