import { type Capabilities, checkFields, type E164, invalidInput, isSmsError, type Outcome } from "@polysms/core";
import { createBalance } from "./balance.ts";
import { createCampaigns } from "./campaigns/campaigns.ts";
import { createInFlight } from "./concurrency/in-flight.ts";
import { checkConcurrency, mapConcurrently } from "./concurrency/map-concurrently.ts";
import { createContacts } from "./contacts.ts";
import { newReference } from "./hashing/reference.ts";
import { memoryIdempotencyStore } from "./idempotency/memory-store.ts";
import { createIdempotency } from "./idempotency/send-once.ts";
import { masked } from "./masked.ts";
import {
  type AnyProvider,
  checkMessage,
  checkSendOptions,
  type LooseMessage,
  type SendOptions,
} from "./message/message.ts";
import { previewOf } from "./message/preview.ts";
import { createRecipientGuard } from "./message/recipient-guard.ts";
import { createTemplates, type NoTemplates, type Templates } from "./message/templates.ts";
import { createOtp } from "./otp/otp.ts";
import { createCodeSender } from "./otp/send-code.ts";
import { createReporting } from "./reports/reporting.ts";
import type { WebhookOptions } from "./reports/webhook-url.ts";
import { acceptedOrThrow, batchOrThrow, toBatch, withOrThrow } from "./sending/outcomes.ts";
import { createSchedule, type RunMessage } from "./sending/schedule.ts";
import { sendToAll } from "./sending/send.ts";
import { assertProviders, createSendContext } from "./sending/send-context.ts";
import type { Sms, SmsOptions, StreamOptions } from "./sms.ts";

const SETTINGS = [
  ...["providers", "route", "templates", "retry", "circuitBreaker", "rateLimit", "stores", "otp"],
  ...["webhooks", "events", "hooks", "guard"],
];

/**
 * Puts providers behind one interface. Throws an `SmsError` with code `config` when there is no provider, when two have
 * the same name, or when the route names one that is not there.
 */
export function createSms<
  const Providers extends readonly AnyProvider[],
  const All extends Templates = NoTemplates,
  const Calls extends WebhookOptions | undefined = undefined,
>(options: SmsOptions<Providers, All, Calls>): Sms<Providers, All, Calls> {
  checkFields(options, SETTINGS, { code: "config" });
  assertProviders(options.providers);
  const { stores = {}, events = {} } = options;
  checkFields(stores, ["idempotency", "otp", "reports"], { code: "config", inside: "stores." });
  checkFields(events, ["onEvent", "onError"], { code: "config", inside: "events." });
  const reporting = createReporting({
    providers: options.providers,
    webhooks: options.webhooks,
    store: stores.reports,
    ...events,
  });
  const { webhooks, reports } = reporting;
  const dispatch = createSendContext(options, reporting.withTracking);
  const providers = new Map([...dispatch.providers].map(([name, line]) => [name, line.provider]));
  const names = [...providers.keys()];
  const templates = createTemplates(options.templates);
  const rules = { names, templates, guard: createRecipientGuard(options.guard) };
  const once = createIdempotency(stores.idempotency ?? memoryIdempotencyStore(), reports.reconcile);
  const gate = createInFlight();

  const check = (message: LooseMessage, sendOptions: SendOptions) => checkMessage(message, sendOptions, rules);
  const run: RunMessage = (message, delivery) =>
    gate.run(async () => {
      const { idempotencyKey: key, payload, to } = message;
      const reference = newReference();
      const send = () => delivery({ ...message, reference });
      const sendOnce = () => (key === undefined ? send() : once({ key, payload, to, reference }, send));
      const outcomes = await reporting.during(reference, sendOnce);
      dispatch.hooks.outcomes(outcomes);
      return outcomes;
    });
  const sendAll = async (given: LooseMessage, sendOptions: SendOptions): Promise<Outcome[]> =>
    run(check(given, sendOptions), (message) => sendToAll(message, dispatch));

  const core = {
    send(message: LooseMessage, sendOptions: SendOptions = {}) {
      const outcomes = sendAll(message, sendOptions);
      if (Array.isArray(message?.to)) return withOrThrow(outcomes.then(toBatch), batchOrThrow);
      const single = outcomes.then(([outcome]) => outcome as Outcome);
      return withOrThrow(single, acceptedOrThrow);
    },
    stream(rows: Iterable<LooseMessage>, { concurrency = 16, ...sendOptions }: StreamOptions = {}) {
      checkSendOptions(sendOptions);
      const send = (row: LooseMessage) => sendRow(row, sendOptions, sendAll);
      return mapConcurrently(rows, send, checkConcurrency(concurrency), sendOptions.signal);
    },
    preview: (message: LooseMessage) => previewOf(check(message, {}), dispatch.providersFor),
    otp: createOtp({
      providers,
      prepare: createCodeSender(dispatch, check, gate, reporting.during),
      textOf: templates.textOf,
      options: options.otp,
      store: stores.otp,
    }),
    campaigns: createCampaigns({
      providers,
      legsFor: dispatch.providersFor,
      textOf: templates.textOf,
      send: async (message, call) => (await sendAll(message, call))[0] as Outcome,
      once,
      gate,
      hooks: dispatch.hooks,
      // The guard does not see into a file.
      files: options.guard === undefined,
    }),
    client(name: string) {
      const provider = providers.get(name);
      if (provider !== undefined) return provider.client;
      throw invalidInput("provider", `is not configured; there are ${names.join(", ")}.`);
    },
    health: () => Object.fromEntries([...dispatch.providers].map(([name, { breaker }]) => [name, breaker.health()])),
    close: gate.drain,
    [Symbol.asyncDispose]: gate.drain,
  };
  const someCan = (...wanted: readonly (keyof Capabilities)[]) =>
    options.providers.some(({ can }) => wanted.some((name) => can[name] !== undefined));
  const members = {
    ...core,
    ...(someCan("balance") ? { balance: createBalance(providers) } : {}),
    ...(someCan("schedule") ? { schedule: createSchedule({ dispatch, check, run }) } : {}),
    ...(someCan("contacts") ? { contacts: createContacts(providers, gate) } : {}),
    ...(someCan("deliveryReports", "status") ? { reports } : {}),
    ...(webhooks !== undefined && someCan("deliveryReports", "inboundMessages") ? { webhooks } : {}),
  };
  return members as unknown as Sms<Providers, All, Calls>;
}

/** One row of a stream: bad input concerns this row alone, so it becomes its outcome. */
async function sendRow(
  row: LooseMessage,
  options: SendOptions,
  sendAll: (message: LooseMessage, options: SendOptions) => Promise<Outcome[]>,
): Promise<Outcome> {
  try {
    if (Array.isArray(row?.to)) throw invalidInput("to", "must be one number in each row of a stream.");
    const [outcome] = await sendAll(row, options);
    return outcome as Outcome;
  } catch (error) {
    if (!isSmsError(error)) throw error;
    const to = String(row?.to ?? "") as E164;
    return masked({ status: "rejected", to, reference: newReference(), error, attempts: [] });
  }
}
