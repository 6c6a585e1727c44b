import { type CallOptions, type DeliveryReport, SmsError } from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { readAnswer, verdictFromFailure } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const { errorCodes } = api.operations["POST /api/v1/text/status"];

/**
 * Asks what became of one message. `sent` is the only status documented; any other is `unknown`, and never a failure.
 * VavaSMS cannot look up the id of a batch, which several recipients share. Rejects with an `SmsError`.
 */
export async function getStatus(client: VavasmsClient, id: string, call: CallOptions = {}): Promise<DeliveryReport> {
  const result = await client.POST("/api/v1/text/status", { ...call, body: { message_id: id } });
  const answer = readAnswer(client, result);
  if (!answer.ok || answer.code !== "0") throw verdictFromFailure(answer, errorCodes).error;
  const message = Array.isArray(answer.data) ? answer.data.find((each) => each?.message_id === id) : undefined;
  if (typeof message?.status !== "string") {
    throw new SmsError("vavasms: the answer says nothing about this message.", {
      code: "unreadable-response",
      mayHaveBeenSent: true,
      provider: "vavasms",
      httpStatus: result.response.status,
    });
  }
  const { description } = message;
  return {
    id,
    to: undefined,
    status: message.status === "sent" ? "sent" : "unknown",
    description: typeof description === "string" ? client.redact(description) : undefined,
  };
}
