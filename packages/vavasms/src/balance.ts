import { type Balance, type CallOptions, SmsError } from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { judgeFailure, readAnswer } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const { errorCodes } = api.operations["POST /api/v1/check/balance"];

/** What the account has left, in the currency the provider names (XOF). Rejects with an `SmsError`. */
export async function getBalance(
  client: VavasmsClient,
  secrets: readonly string[],
  call: CallOptions = {},
): Promise<Balance> {
  const { ok, data, error, response } = await client.POST("/api/v1/check/balance", { ...call, body: {} });
  const answer = readAnswer(ok ? data : error, secrets);
  const { amount, currency } = (answer.data ?? {}) as { amount?: unknown; currency?: unknown };
  if (ok && answer.code === "0" && typeof amount === "number" && typeof currency === "string") {
    return { amount, currency };
  }
  const verdict = judgeFailure(answer, errorCodes, response);
  throw verdict.status === "accepted"
    ? new SmsError("vavasms: no balance.", { code: "unreadable-response", mayHaveBeenSent: true })
    : verdict.error;
}
