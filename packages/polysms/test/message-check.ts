import { createGuard, type GuardOptions } from "../src/guard.ts";
import { checkMessage, type LooseMessage, type SendOptions } from "../src/message.ts";
import { createTemplates, type Templates } from "../src/templates.ts";

/** Checks messages as a facade with these providers does. */
export function messageCheck(names: readonly string[], guard?: GuardOptions, templates?: Templates) {
  const rules = { names, guard: createGuard(guard), templates: createTemplates(templates) };
  return (message: LooseMessage, options: SendOptions) => checkMessage(message, options, rules);
}
