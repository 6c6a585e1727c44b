import {
  type AnyProvider,
  adapterFailed,
  type Balance,
  type CallOptions,
  isSmsError,
  type SmsError,
} from "@polysms/core";
import { type Ability, findProvider } from "./message/find-provider.ts";

/** The balances of the provider accounts. */
export interface BalanceMember<Name extends string = string> {
  /** Asks one provider. Rejects with an `SmsError` if the provider does not give its balance. */
  get(provider: Name, call?: CallOptions): Promise<Balance>;
  /** Asks every provider that has a balance. The value is an `SmsError` for a provider that does not give it. */
  get(): Promise<Readonly<Record<Name, Balance | SmsError>>>;
}

const BALANCE: Ability = { name: "balance", has: ({ balance }) => balance !== undefined };

/** The facade's `balance`, for providers of which at least one has it. */
export function createBalance(providers: ReadonlyMap<string, AnyProvider>): BalanceMember {
  const able = [...providers.values()].filter(({ can }) => BALANCE.has(can)).map(({ name }) => name);
  const ask = async (name: string, call?: CallOptions): Promise<Balance> => {
    const { can } = findProvider(providers, name, "provider", BALANCE);
    return (can.balance as NonNullable<typeof can.balance>).get(call);
  };
  const askOrError = (name: string) =>
    ask(name).catch((error: unknown) => (isSmsError(error) ? error : adapterFailed(name, error)));
  function get(provider: string, call?: CallOptions): Promise<Balance>;
  function get(): Promise<Readonly<Record<string, Balance | SmsError>>>;
  async function get(provider?: string, call?: CallOptions) {
    if (provider !== undefined) return ask(provider, call);
    return Object.fromEntries(await Promise.all(able.map(async (name) => [name, await askOrError(name)] as const)));
  }
  return { get };
}
