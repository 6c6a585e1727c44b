import { type Balance, type CallOptions, invalidInput, isSmsError, SmsError } from "@polysms/core";
import type { AnyProvider } from "./message/message.ts";

/** What is left in the accounts. */
export interface BalanceMember<Name extends string = string> {
  /** Asks one provider. Rejects with an `SmsError` when the balance cannot be had. */
  get(provider: Name, call?: CallOptions): Promise<Balance>;
  /** Asks every provider that tells its balance. One that cannot be had is an `SmsError` in its place. */
  get(): Promise<Readonly<Record<Name, Balance | SmsError>>>;
}

/** The facade's `balance`, for providers of which at least one tells it. */
export function createBalance(providers: ReadonlyMap<string, AnyProvider>): BalanceMember {
  const able = [...providers.values()].filter(({ can }) => can.balance !== undefined).map(({ name }) => name);
  const ask = async (name: string, call?: CallOptions): Promise<Balance> => {
    const balance = providers.get(name)?.can.balance;
    if (balance !== undefined) return balance.get(call);
    const problem = providers.has(name)
      ? `names ${name}, which does not tell its balance`
      : "names no configured provider";
    throw invalidInput("provider", `${problem}; balances are told by ${able.join(", ")}.`);
  };
  const askOrTell = (name: string) =>
    ask(name).catch((error: unknown) => (isSmsError(error) ? error : failed(name, error)));
  function get(name: string, call?: CallOptions): Promise<Balance>;
  function get(): Promise<Readonly<Record<string, Balance | SmsError>>>;
  async function get(name?: string, call?: CallOptions) {
    if (name !== undefined) return ask(name, call);
    return Object.fromEntries(await Promise.all(able.map(async (each) => [each, await askOrTell(each)] as const)));
  }
  return { get };
}

function failed(provider: string, cause: unknown): SmsError {
  return new SmsError(`${provider}: the adapter failed.`, {
    code: "unreadable-response",
    mayHaveBeenSent: true,
    provider,
    cause,
  });
}
