import { type Capabilities, checkFields, checkSenderId, type Provider, toReport } from "@polysms/core";
import { getBalance } from "./balance.ts";
import { createVavasmsClient, type VavasmsClient, type VavasmsClientOptions } from "./client.ts";
import { api } from "./generated/operations.gen.ts";
import { readInboundMessage } from "./inbound-message.ts";
import { otpService } from "./otp.ts";
import { sendMessage } from "./send.ts";
import { getStatus } from "./status.ts";

export interface VavasmsOptions extends VavasmsClientOptions {
  /** Sender ID of 3 to 11 letters and digits, unless a message names another. */
  readonly senderId: string;
}

/** `status` is there only with the option `statusPath`. */
export type VavasmsCapabilities = Required<Pick<Capabilities, "balance" | "otp" | "inboundMessages">> &
  Pick<Capabilities, "status">;

const senderRule = api.operations["POST /api/v1/text/single"].body.properties.sender_id;
const optionNames = ["username", "password", "senderId", "statusPath", "fetch", "baseUrl", "timeoutMs"];

/**
 * VavaSMS as a polysms provider: several recipients in one request and one answer for all of them. The document names
 * no limit of recipients; 50 to a request is ours.
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
  const secrets = [options.username, options.password];
  return {
    name: "vavasms",
    regions: ["CI"],
    limits: { recipientsPerRequest: 50 },
    can: {
      balance: { get: (call) => getBalance(client, secrets, call) },
      otp: otpService(client, senderId, secrets),
      inboundMessages: { read: readInboundMessage },
      ...(options.statusPath === undefined
        ? {}
        : { status: { get: (id, call) => getStatus(client, secrets, id, call) } }),
    },
    client,
    send: (message, call) =>
      toReport("vavasms", message.to, () =>
        sendMessage(client, { ...message, senderId: message.senderId ?? senderId }, secrets, call),
      ),
  };
}
