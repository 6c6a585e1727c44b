import {
  type CallOptions,
  findProblem,
  invalidInput,
  type OtpCapability,
  type OtpCheck,
  type OtpRequest,
  type RequestSchema,
  toReport,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { readAnswer, verdictFromFailure } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const starting = api.operations["POST /api/v1/otp/send"];
const checking = api.operations["POST /api/v1/otp/verify"];
const provider = "vavasms";

/** VavaSMS's own one-time codes. It ties a code to the number alone, and documents no limit of attempts. */
export function otpService(client: VavasmsClient, senderId: string): OtpCapability {
  return {
    async start(request, call) {
      const { verdicts } = await toReport(provider, [request.to], async () => ({
        verdicts: [await startCode(client, { ...request, senderId: request.senderId ?? senderId }, call)],
      }));
      return verdicts[0] as Verdict;
    },
    check: (guess, call) => checkCode(client, guess, call),
  };
}

async function startCode(
  client: VavasmsClient,
  { to, senderId = "", text, codeLength, expiresInMinutes }: OtpRequest,
  call: CallOptions = {},
): Promise<Verdict> {
  const { otp_length, otp_expiry } = starting.body.properties;
  checkField("codeLength", otp_length, codeLength);
  checkField("expiresInMinutes", otp_expiry, expiresInMinutes);
  const message = text === undefined ? undefined : messageOf(text);
  const result = await client.POST("/api/v1/otp/send", {
    ...call,
    body: {
      sender_id: senderId,
      phone: to.slice(1),
      ...(codeLength === undefined ? {} : { otp_length: codeLength }),
      ...(expiresInMinutes === undefined ? {} : { otp_expiry: expiresInMinutes }),
      ...(message === undefined ? {} : { message }),
    },
  });
  const answer = readAnswer(client, result, text ?? "", message ?? "");
  if (!answer.ok || answer.code !== "0") return verdictFromFailure(answer, starting.errorCodes);
  const { message_id: id } = (answer.data ?? {}) as { message_id?: unknown };
  if (typeof id === "string" && id !== "") return { status: "accepted", id };
  const details = { code: "unreadable-response", provider, httpStatus: result.response.status } as const;
  return unknown("vavasms: a success without the id of the message.", details);
}

function checkField(field: string, rule: RequestSchema, value: unknown): void {
  const found = value === undefined ? undefined : findProblem(rule, value, field);
  if (found !== undefined) throw invalidInput(field, found.problem, { provider });
}

function messageOf(text: string): string {
  if (typeof text === "string" && text.includes("{code}")) return text.replaceAll("{code}", "##OTP##");
  throw invalidInput("text", "must contain {code}, where the code goes.", { provider });
}

async function checkCode(
  client: VavasmsClient,
  { to, code }: Parameters<OtpCapability["check"]>[0],
  call: CallOptions = {},
): Promise<OtpCheck> {
  checkField("code", checking.body.properties.otp, code);
  const body = { phone: to.slice(1), otp: code };
  const answer = readAnswer(client, await client.POST("/api/v1/otp/verify", { ...call, body }), code);
  const { status } = answer.response;
  const name = status < 500 ? answer.name : undefined;
  // Two names from the vendor's PHP client, which shows no codes. They come instead of INVALID_OTP.
  if (name === "EXPIRED_OTP" || name === "OTP_NOT_FOUND") return "expired";
  if (status < 500 && (name === "INVALID_OTP" || answer.code === "913")) return "wrong";
  if (answer.ok && answer.code === "0" && (answer.data as { status?: unknown } | null)?.status === "success")
    return "approved";
  throw verdictFromFailure(answer, checking.errorCodes).error;
}
