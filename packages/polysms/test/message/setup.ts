import type { AnyProvider } from "@polysms/core";
import { createMessageCheck, type MessageCheck } from "../../src/message/check-message.ts";
import { createRecipientGuard, type GuardOptions } from "../../src/message/recipient-guard.ts";
import { createTemplates, type Templates } from "../../src/message/templates.ts";

/** Checks messages as a facade with these providers does. */
export function messageCheck(
  providers: readonly AnyProvider[],
  guard?: GuardOptions,
  templates?: Templates,
): MessageCheck {
  return createMessageCheck({
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    guard: createRecipientGuard(guard),
    templates: createTemplates(templates),
  });
}
