import { type BalanceCapability, isSmsError, SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createBalance } from "../src/balance.ts";
import type { AnyProvider } from "../src/message/message.ts";
import { stub } from "./stub-provider.ts";

const failure = new SmsError("poor: refused.", { code: "auth", mayHaveBeenSent: false, provider: "poor" });

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

  it("asks all that tell theirs, and a failure of one is a value in its place", async () => {
    const all = await balances({ rich, poor: () => Promise.reject(failure), mute: undefined }).get();
    expect(all).toEqual({ rich: { amount: 120.5, currency: "XOF" }, poor: failure });
  });

  it("rejects for one provider as that provider does", async () => {
    await expect(balances({ poor: () => Promise.reject(failure) }).get("poor")).rejects.toBe(failure);
  });

  it("makes an error of its own of whatever else an adapter throws", async () => {
    const { poor } = await balances({ poor: () => Promise.reject(new TypeError("canary")) }).get();
    expect(isSmsError(poor) && [poor.code, poor.mayHaveBeenSent, poor.provider]).toEqual([
      "unreadable-response",
      "unknown",
      "poor",
    ]);
    expect(String(poor)).not.toContain("canary");
  });

  it.each([
    ["mute", /^provider names mute, which does not tell its balance; balances are told by rich\./],
    ["twilio", /^provider names no configured provider; balances are told by rich\./],
  ])("refuses %s and names those that tell theirs", async (name, message) => {
    await expect(balances({ rich, mute: undefined }).get(name)).rejects.toMatchObject({
      code: "bad-request",
      field: "provider",
      message: expect.stringMatching(message),
    });
  });
});
