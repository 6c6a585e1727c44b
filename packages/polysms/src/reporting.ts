import type { WebhookOptions } from "./callback-url.ts";
import { createDeliveryLog, type DeliveryLogOptions } from "./delivery-log.ts";
import type { AnyProvider } from "./message.ts";
import { createReports, type Reports } from "./reports.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

export interface ReportingOptions extends DeliveryLogOptions {
  readonly providers: readonly AnyProvider[];
  /** Without them no calls are taken, and providers can only be asked. */
  readonly webhooks?: WebhookOptions | undefined;
}

/** Everything about messages after they were accepted, and about those that come in. */
export interface Reporting {
  readonly reports: Reports;
  readonly webhooks: Webhooks | undefined;
  /** The provider, whose sends name our URL for their reports and are known before the reports are told. */
  watched(provider: AnyProvider): AnyProvider;
}

export function createReporting({ providers: list, webhooks: options, ...logOptions }: ReportingOptions): Reporting {
  const { now } = logOptions;
  const providers = new Map(list.map((provider) => [provider.name, provider]));
  const log = createDeliveryLog(logOptions);
  const webhooks = options === undefined ? undefined : createWebhooks({ providers, options, log, now });

  return {
    reports: createReports({ providers, log, now }),
    webhooks,
    watched: (provider) => ({
      name: provider.name,
      regions: provider.regions,
      limits: provider.limits,
      can: provider.can,
      client: provider.client,
      async send(message, call) {
        const told = message.reportUrl !== undefined || provider.can.deliveryReports === undefined;
        const reportUrl = told ? message.reportUrl : await webhooks?.url(provider.name);
        return log.during(provider.name, () => provider.send({ ...message, reportUrl }, call));
      },
    }),
  };
}
