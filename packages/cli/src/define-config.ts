import type { AnyProvider, SmsOptions, Templates, WebhookOptions } from "polysms";

/** The options of any facade. */
export type AnyOptions = SmsOptions<readonly AnyProvider[], Templates, WebhookOptions | undefined>;

/**
 * The default export of `polysms.config.ts`: the options of `createSms`, checked by the compiler as there. Returns them
 * as they are, so that a program can make its facade of the same file.
 */
export function defineConfig<
  const Providers extends readonly AnyProvider[],
  const All extends Templates = Record<never, never>,
  const Calls extends WebhookOptions | undefined = undefined,
>(options: SmsOptions<Providers, All, Calls>): SmsOptions<Providers, All, Calls> {
  return options;
}
