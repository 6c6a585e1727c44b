import type { Capabilities, OutgoingMessage, ScheduleCapability, SendReport } from "@polysms/core";
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

  const watch = async (
    { name, can }: AnyProvider,
    message: OutgoingMessage,
    send: (message: OutgoingMessage) => Promise<SendReport>,
  ) => {
    const reports = can.deliveryReports !== undefined && message.reportUrl === undefined;
    const reportUrl = reports ? await webhooks?.url(name) : message.reportUrl;
    return log.during(name, () => send({ ...message, reportUrl }));
  };
  const withSchedule = (provider: AnyProvider): Capabilities => {
    const { schedule } = provider.can;
    if (schedule === undefined) return provider.can;
    const send: ScheduleCapability["send"] = (message, at, call) =>
      watch(provider, message, (told) => schedule.send(told, at, call));
    return { ...provider.can, schedule: { send } };
  };

  return {
    reports: createReports({ providers, log, now }),
    webhooks,
    watched: (provider) => ({
      name: provider.name,
      regions: provider.regions,
      limits: provider.limits,
      can: withSchedule(provider),
      client: provider.client,
      send: (message, call) => watch(provider, message, (told) => provider.send(told, call)),
    }),
  };
}
