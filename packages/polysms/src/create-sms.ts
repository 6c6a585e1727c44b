import {
  type Accepted,
  type Balance,
  type E164,
  invalidInput,
  type Outcome,
  type Phone,
  refuseUnknownFields,
  regionOf,
  type SendCall,
} from "@polysms/core";
import { acceptedOrThrow, type Batch, batchOrThrow, type Sending, toBatch, withOrThrow } from "./batch.ts";
import { deliver } from "./delivery.ts";
import { type AnyProvider, checkMessage, type Message, type SendOptions } from "./message.ts";
import { type Route, toRoute } from "./route.ts";

type NameOf<Providers extends readonly AnyProvider[]> = Providers[number]["name"];

/** The names of the providers that have a capability. */
type Having<Providers extends readonly AnyProvider[], Capability extends string> = Extract<
  Providers[number],
  { readonly can: { readonly [Key in Capability]: object } }
>["name"];

export interface SmsOptions<Providers extends readonly AnyProvider[]> {
  /** The providers, each made with its own credentials: `[intouchvas({ … }), vavasms({ … })]`. */
  readonly providers: Providers;
  /**
   * Which provider takes which recipient. Without it a single provider takes everybody; of several, the first one made
   * for the recipient's country.
   */
  readonly route?: NoInfer<Route<NameOf<Providers>> | NameOf<Providers>> | undefined;
}

/** Members that every facade has. */
export interface SmsCore<Providers extends readonly AnyProvider[], Name extends string = NameOf<Providers>> {
  /**
   * Sends one text to one recipient, or to several with an outcome for each. Resolves to outcomes: a refusal is a value
   * and not an exception, and so is not knowing. Rejects with an `SmsError` only for bad input, before anything is
   * sent. A message goes to a second provider only when the first has provably not taken it.
   */
  send(
    message: Message<Providers> & { readonly to: Phone },
    options?: SendOptions,
  ): Sending<Outcome<Name>, Accepted<Name>>;
  send(message: Message<Providers> & { readonly to: readonly Phone[] }, options?: SendOptions): Sending<Batch<Name>>;
  /** The provider's own typed client, for everything that has no common form. */
  provider<Key extends Name>(name: Key): Extract<Providers[number], { readonly name: Key }>["client"];
}

/** What is left in the accounts. */
export interface BalanceMember<Name extends string> {
  /** Asks one provider. Rejects with an `SmsError` when the balance cannot be had. */
  get(provider: Name, call?: SendCall): Promise<Balance>;
}

/** The facade. A capability is a member only if a configured provider has it. */
export type Sms<Providers extends readonly AnyProvider[]> = SmsCore<Providers> &
  ([Having<Providers, "balance">] extends [never]
    ? Record<never, never>
    : { readonly balance: BalanceMember<Having<Providers, "balance">> });

/**
 * Puts providers behind one interface. Throws an `SmsError` with code `config` when there is no provider, when two have
 * the same name, or when the route names one that is not there.
 */
export function createSms<const Providers extends readonly AnyProvider[]>(
  options: SmsOptions<Providers>,
): Sms<Providers> {
  refuseUnknownFields(options, ["providers", "route"], { code: "config" });
  const providers = byName(options.providers);
  const names = [...providers.keys()];
  const legsFor = legs(options.providers, options.route === undefined ? undefined : toRoute(options.route), names);

  const deliverChecked = async (message: never, sendOptions: SendOptions) => {
    const checked = checkMessage(message, sendOptions, names);
    const { via } = checked;
    return deliver(checked, providers, via === undefined ? legsFor : () => [via]);
  };
  const send = (message: { readonly to: unknown }, sendOptions: SendOptions = {}) => {
    const outcomes = deliverChecked(message as never, sendOptions);
    return Array.isArray(message?.to)
      ? withOrThrow(outcomes.then(toBatch), batchOrThrow)
      : withOrThrow(
          outcomes.then(([outcome]) => outcome as Outcome),
          acceptedOrThrow,
        );
  };
  const provider = (name: string) => find(providers, name).client;
  const balance = {
    async get(name: string, call?: SendCall) {
      const capability = find(providers, name).can.balance;
      if (capability === undefined) throw invalidInput("provider", `${name} does not tell its balance.`);
      return capability.get(call);
    },
  };
  const hasBalance = options.providers.some(({ can }) => can.balance !== undefined);
  return { send, provider, ...(hasBalance ? { balance } : {}) } as unknown as Sms<Providers>;
}

function byName(list: readonly AnyProvider[]): ReadonlyMap<string, AnyProvider> {
  const refuse = (problem: string) => invalidInput("providers", problem, { code: "config" });
  if (!Array.isArray(list) || list.length === 0) throw refuse("must be a list of at least one provider.");
  const providers = new Map<string, AnyProvider>();
  for (const provider of list) {
    if (providers.has(provider.name)) throw refuse(`names ${provider.name} twice.`);
    providers.set(provider.name, provider);
  }
  return providers;
}

function find(providers: ReadonlyMap<string, AnyProvider>, name: string): AnyProvider {
  const provider = providers.get(name);
  if (provider !== undefined) return provider;
  throw invalidInput("provider", `is not configured; there are ${[...providers.keys()].join(", ")}.`);
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
