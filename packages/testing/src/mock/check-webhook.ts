import type { SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import { webhookPath } from "./prism/document.ts";
import type { PrismServer } from "./prism/server.ts";
import { readPrismVerdict, withoutFalseErrors } from "./prism/violations.ts";
import { relayedHeaders } from "./relay.ts";

/** Judges inbound calls like outbound ones: the referee first, then Prism on the hidden path of the webhook. */
export function createWebhookCheck(
  referee: SpecValidator,
  prism: PrismServer,
): (webhook: string, request: Request) => Promise<Violation[]> {
  return async (webhook, request) => {
    const { operation, body, violations } = await referee.checkWebhook(webhook, request);
    if (!operation || violations.length > 0) return [...violations];
    const reply = await prism.ask({
      method: operation.method,
      target: webhookPath(operation) + new URL(request.url).search,
      headers: { ...relayedHeaders(request.headers), accept: "*/*" },
      body: new Uint8Array(await request.clone().arrayBuffer()),
    });
    const found = readPrismVerdict(operation, reply).filter(({ field }) => !field.startsWith("response"));
    return withoutFalseErrors(found, request.headers.get("content-type"), body);
  };
}
