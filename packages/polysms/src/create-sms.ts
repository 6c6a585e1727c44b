import {
  type E164,
  invalidInput,
  isSmsError,
  type Outcome,
  refuseUnknownFields,
  regionOf,
  type SendCall,
} from "@polysms/core";
import { acceptedOrThrow, batchOrThrow, toBatch, withOrThrow } from "./batch.ts";
import { type Dispatch, deliver } from "./delivery.ts";
import { createGuard } from "./guard.ts";
import { createHooks } from "./hooks.ts";
import { createIdempotency } from "./idempotency.ts";
import { createLine } from "./line.ts";
import { masked } from "./masked.ts";
import { memoryStore } from "./memory-store.ts";
import { type AnyProvider, checkMessage, type LooseMessage, type SendOptions } from "./message.ts";
import { createOtp } from "./otp.ts";
import { prepareFor } from "./otp-delivery.ts";
import { previewOf } from "./preview.ts";
import { createRetry } from "./retry.ts";
import { type Route, toRoute } from "./route.ts";
import type { Sms, SmsOptions, StreamOptions } from "./sms.ts";
import { checkConcurrency, streamOf } from "./stream.ts";

/**
 * Puts providers behind one interface. Throws an `SmsError` with code `config` when there is no provider, when two have
 * the same name, or when the route names one that is not there.
 */
export function createSms<const Providers extends readonly AnyProvider[]>(
  options: SmsOptions<Providers>,
): Sms<Providers> {
  const dispatch = createDispatch(options);
  const names = [...dispatch.lines.keys()];
  const guard = createGuard(options.guard);
  const once = createIdempotency(options.store ?? memoryStore());

  const sendAll = async (message: LooseMessage, sendOptions: SendOptions): Promise<Outcome[]> => {
    const checked = checkMessage(message, sendOptions, names, guard);
    const { idempotencyKey: key } = checked;
    const run = () => deliver(checked, dispatch);
    const outcomes = key === undefined ? await run() : await once(key, checked.payload, checked.to, run);
    dispatch.hooks.outcomes(outcomes);
    return outcomes;
  };
  const find = (name: string) => {
    const line = dispatch.lines.get(name);
    if (line !== undefined) return line.provider;
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
    preview: (message: LooseMessage) => previewOf(checkMessage(message, {}, names, guard), dispatch.legsFor),
    otp: createOtp({
      providers: new Map([...dispatch.lines].map(([name, line]) => [name, line.provider])),
      prepare: prepareFor(dispatch, guard),
      options: options.otp,
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
  const hasBalance = options.providers.some(({ can }) => can.balance !== undefined);
  return { ...core, ...(hasBalance ? { balance } : {}) } as unknown as Sms<Providers>;
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

function createDispatch(options: SmsOptions<readonly AnyProvider[]>): Dispatch {
  refuseUnknownFields(
    options,
    ["providers", "route", "retry", "breaker", "rate", "store", "hooks", "logger", "guard", "otp"],
    {
      code: "config",
    },
  );
  const { providers, route, retry = {}, breaker = {}, rate = {}, hooks = {}, logger } = options;
  const now = () => performance.now();
  const rates = rate as Readonly<Record<string, { readonly perSecond: number } | undefined>>;
  assertProviders(providers);
  const names = providers.map(({ name }) => name);
  refuseUnknownFields(rates, names, { code: "config", inside: "rate." });
  return {
    lines: new Map(providers.map((one) => [one.name, createLine(one, breaker, rates[one.name], now)])),
    legsFor: legs(providers, route === undefined ? undefined : toRoute(route as string | Route), names),
    retry: createRetry(retry),
    hooks: createHooks(hooks, logger),
    now,
  };
}

function assertProviders(list: readonly AnyProvider[]): void {
  const refuse = (problem: string) => invalidInput("providers", problem, { code: "config" });
  if (!Array.isArray(list) || list.length === 0) throw refuse("must be a list of at least one provider.");
  const seen = new Set<string>();
  for (const { name, limits } of list) {
    if (seen.has(name)) throw refuse(`names ${name} twice.`);
    seen.add(name);
    const { recipientsPerRequest } = limits;
    if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
      throw refuse(`has ${name} with limits.recipientsPerRequest that is no whole number of at least 1.`);
    }
  }
}

function legs(list: readonly AnyProvider[], route: Route | undefined, names: readonly string[]) {
  const stranger = route?.names.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw invalidInput("route", `names ${stranger}, which is not configured; there are ${names.join(", ")}.`, {
      code: "config",
    });
  }
  if (route !== undefined) return (to: E164) => route.legs(to);
  const [only, ...others] = list;
  if (only !== undefined && others.length === 0) return () => [only.name];
  return (to: E164) => {
    const region = regionOf(to);
    const first = list.find(({ regions }) => region !== undefined && regions.includes(region));
    return first === undefined ? [] : [first.name];
  };
}
