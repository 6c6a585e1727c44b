import { checkMessage, type LooseMessage, type SendOptions } from "../../src/message/message.ts";
import { createRecipientGuard, type GuardOptions } from "../../src/message/recipient-guard.ts";
import { createTemplates, type Templates } from "../../src/message/templates.ts";

/** Checks messages as a facade with these providers does. */
export function messageCheck(names: readonly string[], guard?: GuardOptions, templates?: Templates) {
  const rules = { names, guard: createRecipientGuard(guard), templates: createTemplates(templates) };
  return (message: LooseMessage, options: SendOptions) => checkMessage(message, options, rules);
}
