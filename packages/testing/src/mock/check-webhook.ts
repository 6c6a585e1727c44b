import type { SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import type { Prism } from "./prism/prism.ts";
import { relayedHeaders } from "./relay.ts";

/** Checks inbound requests like outbound ones: with the validator first, then with Prism. */
export function createWebhookCheck(
  validator: SpecValidator,
  prism: Prism,
): (webhook: string, request: Request) => Promise<Violation[]> {
  return async (webhook, request) => {
    const { operation, body, violations } = await validator.checkWebhook(webhook, request);
    if (!operation || violations.length > 0) return [...violations];
    return prism.checkWebhook({
      operation,
      method: operation.method,
      url: new URL(request.url),
      headers: relayedHeaders(request.headers),
      bytes: new Uint8Array(await request.clone().arrayBuffer()),
      body,
    });
  };
}
