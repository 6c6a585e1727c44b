import {
  type Capabilities,
  type E164,
  invalidInput,
  isSmsError,
  type Outcome,
  refuseUnknownFields,
  type SendCall,
} from "@polysms/core";
import { acceptedOrThrow, batchOrThrow, toBatch, withOrThrow } from "./batch.ts";
import type { WebhookOptions } from "./callback-url.ts";
import { createCampaigns } from "./campaigns.ts";
import { createContacts } from "./contacts.ts";
import { deliver } from "./delivery.ts";
import { assertProviders, createDispatch } from "./dispatch.ts";
import { createGuard } from "./guard.ts";
import { createIdempotency } from "./idempotency.ts";
import { masked } from "./masked.ts";
import { memoryStore } from "./memory-store.ts";
import { type AnyProvider, type CheckedMessage, checkMessage, type LooseMessage, type SendOptions } from "./message.ts";
import { createOtp } from "./otp.ts";
import { prepareFor } from "./otp-delivery.ts";
import { previewOf } from "./preview.ts";
import { createReporting } from "./reporting.ts";
import { createSchedule } from "./schedule.ts";
import type { Sms, SmsOptions, StreamOptions } from "./sms.ts";
import { checkConcurrency, streamOf } from "./stream.ts";

const SETTINGS = [
  ...["providers", "route", "retry", "breaker", "rate", "store", "otp"],
  ...["webhooks", "reports", "hooks", "logger", "guard"],
];

/**
 * Puts providers behind one interface. Throws an `SmsError` with code `config` when there is no provider, when two have
 * the same name, or when the route names one that is not there.
 */
export function createSms<
  const Providers extends readonly AnyProvider[],
  const Calls extends WebhookOptions | undefined = undefined,
>(options: SmsOptions<Providers, Calls>): Sms<Providers, Calls> {
  refuseUnknownFields(options, SETTINGS, { code: "config" });
  assertProviders(options.providers);
  const reporting = createReporting({ providers: options.providers, webhooks: options.webhooks, ...options.reports });
  const dispatch = createDispatch(options, reporting.watched);
  const names = [...dispatch.lines.keys()];
  const guard = createGuard(options.guard);
  const once = createIdempotency(options.store ?? memoryStore());

  const providers = new Map([...dispatch.lines].map(([name, line]) => [name, line.provider]));

  const check = (message: LooseMessage, sendOptions: SendOptions) => checkMessage(message, sendOptions, names, guard);
  const run = async (message: CheckedMessage, delivery: () => Promise<Outcome[]>): Promise<Outcome[]> => {
    const { idempotencyKey: key, payload, to } = message;
    const outcomes = key === undefined ? await delivery() : await once(key, payload, to, delivery);
    dispatch.hooks.outcomes(outcomes);
    return outcomes;
  };
  const sendAll = async (given: LooseMessage, sendOptions: SendOptions): Promise<Outcome[]> => {
    const message = check(given, sendOptions);
    return run(message, () => deliver(message, dispatch));
  };
  const find = (name: string) => {
    const provider = providers.get(name);
    if (provider !== undefined) return provider;
    throw invalidInput("provider", `is not configured; there are ${names.join(", ")}.`);
  };

  const core = {
    send(message: LooseMessage, sendOptions: SendOptions = {}) {
      const outcomes = sendAll(message, sendOptions);
      if (Array.isArray(message?.to)) return withOrThrow(outcomes.then(toBatch), batchOrThrow);
      const single = outcomes.then(([outcome]) => outcome as Outcome);
      return withOrThrow(single, acceptedOrThrow);
    },
    stream(rows: Iterable<LooseMessage>, { concurrency = 16, ...sendOptions }: StreamOptions = {}) {
      return streamOf(rows, (row) => sendRow(row, sendOptions, sendAll), checkConcurrency(concurrency));
    },
    preview: (message: LooseMessage) => previewOf(check(message, {}), dispatch.legsFor),
    otp: createOtp({ providers, prepare: prepareFor(dispatch, guard), options: options.otp }),
    campaigns: createCampaigns({
      providers,
      legsFor: dispatch.legsFor,
      send: async (message, call) => (await sendAll(message, call))[0] as Outcome,
      hooks: dispatch.hooks,
      // The guard does not see into a file.
      files: options.guard === undefined,
    }),
    provider: (name: string) => find(name).client,
    health: () => Object.fromEntries([...dispatch.lines].map(([name, { breaker }]) => [name, breaker.health()])),
  };
  const balance = {
    async get(name: string, call?: SendCall) {
      const capability = find(name).can.balance;
      if (capability === undefined) throw invalidInput("provider", `${name} does not tell its balance.`);
      return capability.get(call);
    },
  };
  const someCan = (...names: readonly (keyof Capabilities)[]) =>
    options.providers.some(({ can }) => names.some((name) => can[name] !== undefined));
  const { webhooks, reports } = reporting;
  const members = {
    ...core,
    ...(someCan("balance") ? { balance } : {}),
    ...(someCan("schedule") ? { schedule: createSchedule({ dispatch, check, run }) } : {}),
    ...(someCan("contacts") ? { contacts: createContacts(providers) } : {}),
    ...(someCan("deliveryReports", "status") ? { reports } : {}),
    ...(webhooks !== undefined && someCan("deliveryReports", "inboundMessages") ? { webhooks } : {}),
  };
  return members as unknown as Sms<Providers, Calls>;
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
    return masked({ status: "rejected", to: String(row?.to ?? "") as E164, error, attempts: [] });
  }
}
