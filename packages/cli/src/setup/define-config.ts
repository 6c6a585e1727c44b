import type { AnyProvider, SmsOptions, Templates, WebhookOptions } from "polysms";

/** The options of `createSms`, whatever the providers, templates and webhooks. */
export type AnyOptions = SmsOptions<readonly AnyProvider[], Templates, WebhookOptions | undefined>;

/**
 * The default export of `polysms.config.ts`: the options of `createSms`, with the same checks by the compiler. Returns
 * the options unchanged, so a program can pass the same file to `createSms`.
 */
export function defineConfig<
  const Providers extends readonly AnyProvider[],
  const All extends Templates = Record<never, never>,
  const Calls extends WebhookOptions | undefined = undefined,
>(options: SmsOptions<Providers, All, Calls>): SmsOptions<Providers, All, Calls> {
  return options;
}
