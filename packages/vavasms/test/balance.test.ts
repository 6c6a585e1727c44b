import { assertNoSecrets, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it, vi } from "vitest";
import { vavasms } from "../src/index.ts";
import { account, encodedAccount } from "./credentials.ts";
import { errorCodesOf, spec } from "./setup.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

const { answersOf, exampleOf } = spec;

function balanceFrom(answer: () => Response | Promise<Response>) {
  const { fetch, requests } = recordFetch(answer);
  const { balance } = vavasms({ ...account, fetch, senderId: "Brand" }).can;
  return { balance, requests };
}

describe("the balance", () => {
  it("is asked for with nothing but the credentials", async () => {
    const { balance, requests } = balanceFrom(() => jsonAnswer(exampleOf("BalanceAvailable")));
    expect(await balance.get()).toEqual({ amount: 25_540, currency: "XOF" });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/check/balance"]);
    expect(await requests[0]?.text()).toBe(encodedAccount);
  });

  it.each([
    { amount: 0, currency: "XOF" },
    { amount: -12.5, currency: "EUR" },
  ])("is $amount $currency when the provider says so", async (data) => {
    const { balance } = balanceFrom(() => jsonAnswer({ code: "0", message: "OPERATION_SUCCES", data }));
    expect(await balance.get()).toEqual(data);
  });

  it("has an answer for every documented one", async () => {
    const outcomes: Record<string, unknown> = {};
    for (const { status, key, value } of answersOf("getBalance")) {
      const { balance } = balanceFrom(() => jsonAnswer(value, status));
      const outcome = await balance.get().catch(({ code: why, mayHaveBeenSent, providerCode, httpStatus }) => {
        return [why, mayHaveBeenSent, providerCode, httpStatus];
      });
      outcomes[key] = outcome;
    }
    expect(outcomes).toEqual({
      "200 available": { amount: 25_540, currency: "XOF" },
      "200 invalidCredentials": ["auth", false, "901", 200],
      "4XX invalidCredentials": ["auth", false, "901", 400],
    });
    expect(errorCodesOf("/api/v1/check/balance")).toEqual([901]);
  });

  it.each([
    ["a code that only other calls document", { code: 902, status: "INVALID_SENDER_ID", description: "" }],
    ["a success without data", { code: 0, message: "OPERATION_SUCCES" }],
    ["an empty list for data", { code: 0, message: "OPERATION_SUCCES", data: [] }],
    ["an amount as text", { code: 0, message: "OPERATION_SUCCES", data: { amount: "25540", currency: "XOF" } }],
    ["an amount of null", { code: 0, message: "OPERATION_SUCCES", data: { amount: null, currency: "XOF" } }],
    ["no currency", { code: 0, message: "OPERATION_SUCCES", data: { amount: 25_540 } }],
    ["no code", { data: { amount: 25_540, currency: "XOF" } }],
    ["a code of null", { code: null, data: { amount: 25_540, currency: "XOF" } }],
  ])("is unreadable in an answer with %s", async (_, body) => {
    const { balance } = balanceFrom(() => jsonAnswer(body));
    const error = await rejectionOf(balance.get());
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, httpStatus: 200 });
  });

  it.each(unreadableAnswers)("is unknown after $title", async ({ answer, code }) => {
    const { balance } = balanceFrom(answer);
    expect(await rejectionOf(balance.get())).toMatchObject({ code, mayHaveBeenSent: true, provider: "vavasms" });
  });

  it("is not read from a success that comes with an error status", async () => {
    const { balance } = balanceFrom(() => jsonAnswer(exampleOf("BalanceAvailable"), 500));
    expect(await rejectionOf(balance.get())).toMatchObject({ code: "provider-down", httpStatus: 500 });
  });

  it("stops waiting at the call's own time limit", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { balance } = balanceFrom(() => {
      vi.advanceTimersByTime(1_234);
      return new Promise(() => {});
    });
    const error = await rejectionOf(balance.get({ timeoutMs: 1_234 })).finally(() => vi.useRealTimers());
    expect(error).toMatchObject({ code: "timeout", mayHaveBeenSent: true });
  });

  it("shows neither user name nor password when the provider repeats them", async () => {
    const description = `${account.username} / ${account.password} / +225 07 09 00 00 01`;
    const { balance } = balanceFrom(() => jsonAnswer({ code: 901, message: "INVALID_CREDENTIALS", description }));
    const error = await rejectionOf(balance.get());
    expect(error.providerMessage).toContain("INVALID_CREDENTIALS: [redacted] / [redacted]");
    assertNoSecrets(error, [...Object.values(account), "07 09 00"]);
  });
});
