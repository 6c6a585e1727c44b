import type {
  AnyProvider,
  Capabilities,
  FileCapability,
  OutgoingMessage,
  ScheduleCapability,
  SendReport,
  Verdict,
} from "@polysms/core";
import { createDeliveryLog, type DeliveryLogOptions } from "./delivery-log.ts";
import { createReports, type Reports } from "./reports.ts";
import type { WebhookOptions } from "./webhook-url.ts";
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
  /**
   * Runs a whole call of the facade, whose messages have this reference. What is reported on them meanwhile is told
   * when the caller has the result and has done with it what takes no further waiting, or 2 seconds after it came.
   */
  during<Result>(reference: string, call: () => Promise<Result>): Promise<Result>;
  /** The provider, whose sends name our URL for their reports and are known before the reports are told. */
  withTracking(provider: AnyProvider): AnyProvider;
}

export function createReporting({ providers: list, webhooks: options, ...logOptions }: ReportingOptions): Reporting {
  const { now } = logOptions;
  const providers = new Map(list.map((provider) => [provider.name, provider]));
  const log = createDeliveryLog(logOptions);
  const webhooks = options === undefined ? undefined : createWebhooks({ providers, options, log, now });

  /** Where a provider may report on what it is about to be given. */
  const urlFor = async ({ name, can }: AnyProvider, message: Pick<OutgoingMessage, "reference" | "reportUrl">) =>
    can.deliveryReports === undefined
      ? message.reportUrl
      : (message.reportUrl ?? webhooks?.url(name, message.reference));
  const watch = async (
    provider: AnyProvider,
    message: OutgoingMessage,
    send: (message: OutgoingMessage) => Promise<SendReport>,
  ) => {
    const reportUrl = await urlFor(provider, message);
    return log.sending(provider.name, message.reference, () => send({ ...message, reportUrl }));
  };
  const capabilitiesOf = (provider: AnyProvider): Capabilities => {
    const { schedule, files } = provider.can;
    const watchedSchedule: ScheduleCapability | undefined = schedule && {
      send: (message, at, call) => watch(provider, message, (told) => schedule.send(told, at, call)),
    };
    const watchedFiles: FileCapability | undefined = files && {
      maxBytes: files.maxBytes,
      async send(message, call) {
        const reportUrl = await urlFor(provider, message);
        const upload = async () => ({ verdicts: [await files.send({ ...message, reportUrl }, call)] });
        return (await log.sending(provider.name, message.reference, upload)).verdicts[0] as Verdict;
      },
    };
    return {
      ...provider.can,
      ...(watchedSchedule && { schedule: watchedSchedule }),
      ...(watchedFiles && { files: watchedFiles }),
    };
  };

  return {
    reports: createReports({ providers, log, now }),
    webhooks,
    during: log.during,
    withTracking(provider) {
      // Without a URL to give and a listener to hold reports for, there is nothing to track.
      if (webhooks === undefined && logOptions.onEvent === undefined) return provider;
      return {
        name: provider.name,
        regions: provider.regions,
        limits: provider.limits,
        can: capabilitiesOf(provider),
        client: provider.client,
        send: (message, call) => watch(provider, message, (told) => provider.send(told, call)),
      };
    },
  };
}
