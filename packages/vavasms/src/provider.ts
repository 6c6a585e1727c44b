import { type Capabilities, checkFields, checkSenderId, type Provider, toReport } from "@polysms/core";
import { getBalance } from "./balance.ts";
import { createVavasmsClient, type VavasmsClient, type VavasmsClientOptions } from "./client.ts";
import { api } from "./generated/operations.gen.ts";
import { readInboundMessage } from "./inbound-message.ts";
import { otpService } from "./otp.ts";
import { sendMessage } from "./send.ts";
import { getStatus } from "./status.ts";

/** Options of {@link vavasms}. */
export interface VavasmsOptions extends VavasmsClientOptions {
  /** Sender ID of 3 to 11 letters and digits. A message can name another. */
  readonly senderId: string;
}

/** What VavaSMS can do beyond sending. `status` is there only with the option `statusPath`. */
export type VavasmsCapabilities = Required<Pick<Capabilities, "balance" | "otp" | "inboundMessages">> &
  Pick<Capabilities, "status">;

const senderRule = api.operations["POST /api/v1/text/single"].body.properties.sender_id;
const optionNames = ["username", "password", "senderId", "statusPath", "fetch", "baseUrl", "timeoutMs"];

/**
 * VavaSMS as a polysms provider: up to 50 recipients in one request and one answer for all of them. The document names no
 * limit; 50 is ours. Throws an `SmsError` with code `config` if an option is missing or wrong.
 *
 * @see https://en.vavasms.com/documentation
 */
export function vavasms(
  options: VavasmsOptions & { readonly statusPath: string },
): Provider<"vavasms", Required<VavasmsCapabilities>, Record<never, never>, VavasmsClient>;
export function vavasms(
  options: VavasmsOptions,
): Provider<"vavasms", VavasmsCapabilities, Record<never, never>, VavasmsClient>;
export function vavasms(
  options: VavasmsOptions,
): Provider<"vavasms", VavasmsCapabilities, Record<never, never>, VavasmsClient> {
  const where = { provider: "vavasms", code: "config" } as const;
  checkFields(options, optionNames, where);
  const client = createVavasmsClient(options);
  const senderId = checkSenderId(options.senderId, where, senderRule);
  return {
    name: "vavasms",
    regions: ["CI"],
    limits: { recipientsPerRequest: 50 },
    can: {
      balance: { get: (call) => getBalance(client, call) },
      otp: otpService(client, senderId),
      inboundMessages: { read: readInboundMessage },
      ...(options.statusPath === undefined ? {} : { status: { get: (id, call) => getStatus(client, id, call) } }),
    },
    client,
    send: (message, call) =>
      toReport("vavasms", message.to, () =>
        sendMessage(client, { ...message, senderId: message.senderId ?? senderId }, call),
      ),
  };
}
