import { type AnyProvider, type Capabilities, checkFields } from "@polysms/core";
import { createBalance } from "./balance.ts";
import { createCampaigns } from "./campaigns/campaigns.ts";
import { createInFlight } from "./concurrency/in-flight.ts";
import { createContacts } from "./contacts.ts";
import { createKeyedHash } from "./hashing/keyed-hash.ts";
import { memoryIdempotencyStore } from "./idempotency/memory-store.ts";
import { createNotes } from "./idempotency/notes.ts";
import { createSendOnce } from "./idempotency/send-once.ts";
import { storeSecret } from "./idempotency/store-secret.ts";
import { createMessageCheck } from "./message/check-message.ts";
import { findProvider } from "./message/find-provider.ts";
import type { LooseMessage, SendOptions } from "./message/message.ts";
import { previewOf } from "./message/preview.ts";
import { createRecipientGuard } from "./message/recipient-guard.ts";
import { createTemplates, type NoTemplates, type Templates } from "./message/templates.ts";
import { createOtp } from "./otp/otp.ts";
import { createCodeSender } from "./otp/send-code.ts";
import { createReporting } from "./reports/reporting.ts";
import type { WebhookOptions } from "./reports/webhook-url.ts";
import { toSending } from "./sending/outcomes.ts";
import { createPipeline } from "./sending/pipeline.ts";
import { createSchedule } from "./sending/schedule.ts";
import { checkProviders, createSendContext } from "./sending/send-context.ts";
import { type StreamOptions, streamOutcomes } from "./sending/stream.ts";
import type { Sms, SmsOptions } from "./sms.ts";

const OPTIONS = [
  ...["providers", "route", "templates", "retry", "circuitBreaker", "rateLimit", "stores", "otp"],
  ...["webhooks", "events", "hooks", "guard"],
];

/**
 * Makes one interface over providers. Throws an `SmsError` with code `config` if there is no provider, if two have the
 * same name, if the route names one that is not configured, or if an option is wrong; the error names it.
 */
export function createSms<
  const Providers extends readonly AnyProvider[],
  const All extends Templates = NoTemplates,
  const Webhook extends WebhookOptions | undefined = undefined,
>(options: SmsOptions<Providers, All, Webhook>): Sms<Providers, All, Webhook> {
  checkFields(options, OPTIONS, { code: "config" });
  checkProviders(options.providers);
  const { stores = {}, events = {} } = options;
  checkFields(stores, ["idempotency", "otp", "reports", "secret"], { code: "config", inside: "stores." });
  checkFields(events, ["onEvent", "onError"], { code: "config", inside: "events." });

  const reporting = createReporting({
    providers: options.providers,
    webhooks: options.webhooks,
    store: stores.reports,
    ...events,
  });
  const { webhooks, reports } = reporting;
  const context = createSendContext(options, reporting.withTracking);
  const providers = new Map([...context.providers].map(([name, { provider }]) => [name, provider]));
  const templates = createTemplates(options.templates);
  const store = stores.idempotency ?? memoryIdempotencyStore();
  const secret = storeSecret(stores);
  const hash = createKeyedHash(secret);
  const sendOnce = createSendOnce({ store, hash, reconcile: reports.reconcile });
  const inFlight = createInFlight();
  const pipeline = createPipeline({
    check: createMessageCheck({ providers, templates, guard: createRecipientGuard(options.guard) }),
    inFlight,
    context,
    sendOnce,
    holdReports: reporting.during,
  });

  const core = {
    send: (message: LooseMessage, sendOptions: SendOptions = {}) =>
      toSending(message?.to, pipeline.send(message, sendOptions)),
    stream: (rows: Iterable<LooseMessage> | AsyncIterable<LooseMessage>, streamOptions: StreamOptions = {}) =>
      streamOutcomes(rows, streamOptions, pipeline),
    preview: (message: LooseMessage) => previewOf(pipeline.check(message, {}), context.providersFor),
    otp: createOtp({
      providers,
      prepare: createCodeSender(pipeline),
      textOf: templates.textOf,
      options: options.otp,
      store: stores.otp,
      secret,
    }),
    campaigns: createCampaigns({
      providers,
      pipeline,
      textOf: templates.textOf,
      sendOnce,
      notes: createNotes(store),
      hash,
      // The guard cannot see into a file.
      files: options.guard === undefined,
    }),
    client: (name: string) => findProvider(providers, name, "provider").client,
    health: () => Object.fromEntries([...context.providers].map(([name, { breaker }]) => [name, breaker.health()])),
    close: inFlight.drain,
    [Symbol.asyncDispose]: inFlight.drain,
  };
  const someCan = (...wanted: readonly (keyof Capabilities)[]) =>
    options.providers.some(({ can }) => wanted.some((name) => can[name] !== undefined));
  const members = {
    ...core,
    ...(someCan("balance") ? { balance: createBalance(providers) } : {}),
    ...(someCan("schedule") ? { schedule: createSchedule(providers, pipeline) } : {}),
    ...(someCan("contacts") ? { contacts: createContacts(providers, inFlight) } : {}),
    ...(someCan("deliveryReports", "status") ? { reports } : {}),
    ...(webhooks !== undefined && someCan("deliveryReports", "inboundMessages") ? { webhooks } : {}),
  };
  return members as unknown as Sms<Providers, All, Webhook>;
}
