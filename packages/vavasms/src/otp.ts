import {
  type CallOptions,
  findProblem,
  invalidInput,
  type OtpCapability,
  type OtpCheck,
  type OtpRequest,
  type RequestSchema,
  SmsError,
  toReport,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { VavasmsClient } from "./client.ts";
import { judgeFailure, readAnswer } from "./failure.ts";
import { api } from "./generated/operations.gen.ts";

const starting = api.operations["POST /api/v1/otp/send"];
const checking = api.operations["POST /api/v1/otp/verify"];
const provider = "vavasms";

/** VavaSMS's own one-time codes. It ties a code to the number alone, and documents no limit of guesses. */
export function otpService(client: VavasmsClient, senderId: string, secrets: readonly string[]): OtpCapability {
  return {
    async start(request, call) {
      const { verdicts } = await toReport(provider, [request.to], async () => ({
        verdicts: [await startCode(client, { ...request, senderId: request.senderId ?? senderId }, secrets, call)],
      }));
      return verdicts[0] as Verdict;
    },
    check: (guess, call) => checkCode(client, guess, secrets, call),
  };
}

async function startCode(
  client: VavasmsClient,
  { to, senderId = "", text, codeLength, expiresInMinutes }: OtpRequest,
  secrets: readonly string[],
  call: CallOptions = {},
): Promise<Verdict> {
  const { otp_length, otp_expiry } = starting.body.properties;
  checkField("codeLength", otp_length, codeLength);
  checkField("expiresInMinutes", otp_expiry, expiresInMinutes);
  const message = text === undefined ? undefined : messageOf(text);
  const { ok, data, error, response } = await client.POST("/api/v1/otp/send", {
    ...call,
    body: {
      sender_id: senderId,
      phone: to.slice(1),
      ...(codeLength === undefined ? {} : { otp_length: codeLength }),
      ...(expiresInMinutes === undefined ? {} : { otp_expiry: expiresInMinutes }),
      ...(message === undefined ? {} : { message }),
    },
  });
  const answer = readAnswer(ok ? data : error, [...secrets, text ?? "", message ?? ""]);
  if (!ok || answer.code !== "0") return judgeFailure(answer, starting.errorCodes, response);
  const { message_id: id } = (answer.data ?? {}) as { message_id?: unknown };
  if (typeof id === "string" && id !== "") return { status: "accepted", id };
  const details = { code: "unreadable-response", provider, httpStatus: response.status } as const;
  return unknown("vavasms: a success without the id of the message.", details);
}

function checkField(field: string, rule: RequestSchema, value: unknown): void {
  const found = value === undefined ? undefined : findProblem(rule, value, field);
  if (found !== undefined) throw invalidInput(field, found.problem, { provider });
}

function messageOf(text: string): string {
  if (typeof text === "string" && text.includes("{code}")) return text.replaceAll("{code}", "##OTP##");
  throw invalidInput("text", "must contain {code}, the place of the code.", { provider });
}

async function checkCode(
  client: VavasmsClient,
  { to, code }: Parameters<OtpCapability["check"]>[0],
  secrets: readonly string[],
  call: CallOptions = {},
): Promise<OtpCheck> {
  checkField("code", checking.body.properties.otp, code);
  const body = { phone: to.slice(1), otp: code };
  const { ok, data, error, response } = await client.POST("/api/v1/otp/verify", { ...call, body });
  const answer = readAnswer(ok ? data : error, [...secrets, code]);
  const { status } = response;
  const name = status < 500 ? nameOf(ok ? data : error) : undefined;
  // Named by the vendor's PHP client, which shows no codes; they come in the place of INVALID_OTP.
  if (name === "EXPIRED_OTP" || name === "OTP_NOT_FOUND") return "expired";
  if (status < 500 && (name === "INVALID_OTP" || answer.code === "913")) return "wrong";
  if (ok && answer.code === "0" && (answer.data as { status?: unknown } | null)?.status === "success")
    return "approved";
  const verdict = judgeFailure(answer, checking.errorCodes, response);
  throw verdict.status === "accepted"
    ? new SmsError("vavasms: no verdict on the code.", { code: "unreadable-response", mayHaveBeenSent: true, provider })
    : verdict.error;
}

/** The failure's name: under `message` or `status` (quirk vavasms-failure-name-in-message-or-status). */
function nameOf(body: unknown): unknown {
  const { message, status } = (body ?? {}) as { message?: unknown; status?: unknown };
  return message ?? status;
}
