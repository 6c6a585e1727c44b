import type { Balance, CallOptions } from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { readAnswer, verdictFromFailure } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const { errorCodes } = api.operations["POST /api/v1/check/balance"];

/** What the account has left, in the currency that VavaSMS names (XOF). Rejects with an `SmsError`. */
export async function getBalance(client: VavasmsClient, call: CallOptions = {}): Promise<Balance> {
  const answer = readAnswer(client, await client.POST("/api/v1/check/balance", { ...call, body: {} }));
  const { amount, currency } = (answer.data ?? {}) as { amount?: unknown; currency?: unknown };
  if (answer.ok && answer.code === "0" && typeof amount === "number" && typeof currency === "string") {
    return { amount, currency };
  }
  throw verdictFromFailure(answer, errorCodes).error;
}
