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
import { createWebhookUrls, type WebhookOptions } from "./webhook-url.ts";
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

type Tracked = Pick<OutgoingMessage, "reference" | "reportUrl" | "options">;

/** Throws an `SmsError` with code `config` if a webhook option or the report store is wrong. */
export function createReporting({ providers: list, webhooks: options, ...logOptions }: ReportingOptions): Reporting {
  const { now } = logOptions;
  const providers = new Map(list.map((provider) => [provider.name, provider]));
  const log = createDeliveryLog(logOptions);
  const urls = options === undefined ? undefined : createWebhookUrls(options);
  const webhooks = urls === undefined ? undefined : createWebhooks({ providers, urls, log, now });

  /**
   * The URL at which a provider can report on a message; `undefined` if it makes no reports or there are no webhooks.
   */
  const urlFor = async ({ name, can }: AnyProvider, message: Tracked) =>
    can.deliveryReports === undefined
      ? message.reportUrl
      : (message.reportUrl ?? webhooks?.url(name, message.reference));
  /** Remembers which reference the accepted messages were sent under, so that no report under another one counts. */
  const tie = async (
    { name, can }: AnyProvider,
    { reference, reportUrl, options: own }: Tracked,
    { verdicts }: SendReport,
  ) => {
    if (urls === undefined || can.deliveryReports === undefined || hasUrl(own)) return;
    const ids = verdicts.flatMap((verdict) => (verdict.status === "accepted" ? [verdict.id] : []));
    const tied = reportUrl === undefined ? reference : await urls.referenceIn(name, reportUrl);
    if (tied !== undefined && ids.length > 0) await log.tie(name, [...new Set(ids)], tied);
  };
  const track = async (
    provider: AnyProvider,
    message: Tracked,
    send: (reportUrl: string | undefined) => Promise<SendReport>,
  ) => {
    const reportUrl = await urlFor(provider, message);
    return log.duringRequest(provider.name, message.reference, async () => {
      const report = await send(reportUrl);
      // Not awaited: a store that hangs must not hold up the outcome.
      tie(provider, message, report).catch(log.handleError);
      return report;
    });
  };
  const trackSend = (
    provider: AnyProvider,
    message: OutgoingMessage,
    send: (message: OutgoingMessage) => Promise<SendReport>,
  ) => track(provider, message, (reportUrl) => send({ ...message, reportUrl }));
  const capabilitiesOf = (provider: AnyProvider): Capabilities => {
    const { schedule, files } = provider.can;
    const trackedSchedule: ScheduleCapability | undefined = schedule && {
      send: (message, at, call) => trackSend(provider, message, (tracked) => schedule.send(tracked, at, call)),
    };
    const trackedFiles: FileCapability | undefined = files && {
      maxBytes: files.maxBytes,
      async send(message, call) {
        const { verdicts } = await track(provider, message, async (reportUrl) => ({
          verdicts: [await files.send({ ...message, reportUrl }, call)],
        }));
        return verdicts[0] as Verdict;
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

/** Whether the caller gave the provider a callback URL, which takes the place of ours and may have any reference. */
function hasUrl(options: object | undefined): boolean {
  return Object.values(options ?? {}).some((value) => typeof value === "string" && /^https?:\/\//i.test(value));
}
