import { type AnyProvider, type BalanceCapability, isSmsError, SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createBalance } from "../src/balance.ts";
import { stub } from "./stub-provider.ts";

const failure = new SmsError("poor: rejected.", { code: "auth", mayHaveBeenSent: false, provider: "poor" });

function balances(get: Record<string, BalanceCapability["get"] | undefined>) {
  const providers = Object.entries(get).map(([name, balance]): [string, AnyProvider] => [
    name,
    { ...stub(name), can: balance === undefined ? {} : { balance: { get: balance } } },
  ]);
  return createBalance(new Map(providers));
}

const rich = async () => ({ amount: 120.5, currency: "XOF" });

describe("balance", () => {
  it("asks one provider, with the caller's signal and deadline", async () => {
    const calls: unknown[] = [];
    const { get } = balances({
      rich: async (call) => {
        calls.push(call);
        return rich();
      },
    });
    expect(await get("rich", { timeoutMs: 5 })).toEqual({ amount: 120.5, currency: "XOF" });
    expect(calls).toEqual([{ timeoutMs: 5 }]);
  });

  it("asks every provider that has a balance, and returns the failure of one as a value in its place", async () => {
    const all = await balances({ rich, poor: () => Promise.reject(failure), mute: undefined }).get();
    expect(all).toEqual({ rich: { amount: 120.5, currency: "XOF" }, poor: failure });
  });

  it("rejects with the provider's own error when one provider is named", async () => {
    await expect(balances({ poor: () => Promise.reject(failure) }).get("poor")).rejects.toBe(failure);
  });

  it("makes an SmsError of anything else that an adapter throws", async () => {
    const { poor } = await balances({ poor: () => Promise.reject(new TypeError("canary")) }).get();
    expect(isSmsError(poor) && [poor.code, poor.mayHaveBeenSent, poor.provider]).toEqual([
      "unreadable-response",
      true,
      "poor",
    ]);
    expect(String(poor)).not.toContain("canary");
  });

  it.each([
    ["mute", /^provider names mute, which has no balance; choose from rich\.$/],
    ["twilio", /^provider is not a configured provider; choose from rich\.$/],
  ])("rejects the name %s and lists the providers that have a balance", async (name, message) => {
    await expect(balances({ rich, mute: undefined }).get(name)).rejects.toMatchObject({
      code: "bad-request",
      field: "provider",
      message: expect.stringMatching(message),
    });
  });
});
