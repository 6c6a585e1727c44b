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
  /** Without them there are no webhooks, and providers can only be asked. */
  readonly webhooks?: WebhookOptions | undefined;
}

/** Delivery reports and inbound messages. */
interface Reporting {
  readonly reports: Reports;
  readonly webhooks: Webhooks | undefined;
  /**
   * Runs a whole call of the facade, whose messages have this reference. Listeners are called for reports on them only
   * after the caller has the result and has run up to its own next wait, or 2 seconds after the report came.
   */
  during<Result>(reference: string, call: () => Promise<Result>): Promise<Result>;
  /** The provider, wrapped so that its sends carry our webhook URL and are tracked. */
  withTracking(provider: AnyProvider): AnyProvider;
}

/** Throws an `SmsError` with code `config` if a webhook option is wrong. */
export function createReporting({ providers: list, webhooks: options, ...logOptions }: ReportingOptions): Reporting {
  const { now } = logOptions;
  const providers = new Map(list.map((provider) => [provider.name, provider]));
  const log = createDeliveryLog(logOptions);
  const webhooks = options === undefined ? undefined : createWebhooks({ providers, options, log, now });

  /**
   * The URL at which a provider can report on a message; `undefined` if it makes no reports or there are no webhooks.
   */
  const urlFor = async ({ name, can }: AnyProvider, message: Pick<OutgoingMessage, "reference" | "reportUrl">) =>
    can.deliveryReports === undefined
      ? message.reportUrl
      : (message.reportUrl ?? webhooks?.url(name, message.reference));
  const trackSend = async (
    provider: AnyProvider,
    message: OutgoingMessage,
    send: (message: OutgoingMessage) => Promise<SendReport>,
  ) => {
    const reportUrl = await urlFor(provider, message);
    return log.duringRequest(provider.name, message.reference, () => send({ ...message, reportUrl }));
  };
  const capabilitiesOf = (provider: AnyProvider): Capabilities => {
    const { schedule, files } = provider.can;
    const trackedSchedule: ScheduleCapability | undefined = schedule && {
      send: (message, at, call) => trackSend(provider, message, (tracked) => schedule.send(tracked, at, call)),
    };
    const trackedFiles: FileCapability | undefined = files && {
      maxBytes: files.maxBytes,
      async send(message, call) {
        const reportUrl = await urlFor(provider, message);
        const upload = async () => ({ verdicts: [await files.send({ ...message, reportUrl }, call)] });
        return (await log.duringRequest(provider.name, message.reference, upload)).verdicts[0] as Verdict;
      },
    };
    return {
      ...provider.can,
      ...(trackedSchedule && { schedule: trackedSchedule }),
      ...(trackedFiles && { files: trackedFiles }),
    };
  };

  return {
    reports: createReports({ providers, log, now }),
    webhooks,
    during: log.during,
    withTracking(provider) {
      // Without a URL and without a listener, there is nothing to track.
      if (webhooks === undefined && logOptions.onEvent === undefined) return provider;
      return {
        name: provider.name,
        regions: provider.regions,
        limits: provider.limits,
        can: capabilitiesOf(provider),
        client: provider.client,
        send: (message, call) => trackSend(provider, message, (tracked) => provider.send(tracked, call)),
      };
    },
  };
}
