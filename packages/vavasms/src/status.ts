import { type CallOptions, type DeliveryReport, redact, SmsError } from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { judgeFailure, readAnswer } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const { errorCodes } = api.operations["POST /api/v1/text/status"];

/**
 * Asks what became of one message. `sent` is the only word documented; any other is `unknown` and never a failure.
 * The id of a batch, which several recipients share, is not one that VavaSMS can look up. Rejects with an `SmsError`.
 */
export async function getStatus(
  client: VavasmsClient,
  secrets: readonly string[],
  id: string,
  call: CallOptions = {},
): Promise<DeliveryReport> {
  const { ok, data, error, response } = await client.POST("/api/v1/text/status", { ...call, body: { message_id: id } });
  const answer = readAnswer(ok ? data : error, secrets);
  if (!ok || answer.code !== "0") {
    const verdict = judgeFailure(answer, errorCodes, response);
    if (verdict.status !== "accepted") throw verdict.error;
  }
  const message = Array.isArray(answer.data) ? answer.data.find((each) => each?.message_id === id) : undefined;
  if (typeof message?.status !== "string") {
    throw new SmsError("vavasms: the answer says nothing about this message.", {
      code: "unreadable-response",
      mayHaveBeenSent: true,
      provider: "vavasms",
      httpStatus: response.status,
    });
  }
  const { description } = message;
  return {
    id,
    to: undefined,
    status: message.status === "sent" ? "sent" : "unknown",
    description: typeof description === "string" ? redact(description, secrets) : undefined,
  };
}
