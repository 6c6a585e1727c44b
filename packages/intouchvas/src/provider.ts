import { type Capabilities, checkSenderId, type Provider, refuseUnknownFields, settle } from "@polysms/core";
import { connect, type IntouchvasClient, type IntouchvasClientOptions } from "./client.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import { api } from "./generated/operations.gen.ts";
import { sendMessage } from "./send.ts";

export type IntouchvasOptions = IntouchvasClientOptions & {
  /** Sender ID registered for the account; the provider's own unless told here or by the message. */
  readonly senderId?: string | undefined;
};

/** What InTouchVAS takes beyond recipients and text. */
export interface IntouchvasMessageOptions {
  /** `transactional` (the default) for codes and confirmations, `promotional` for marketing. */
  readonly type?: "transactional" | "promotional";
  /** https URL that gets the delivery reports. */
  readonly callbackUrl?: string;
}

export type IntouchvasCapabilities = Required<Pick<Capabilities, "deliveryReports">>;

const senderRule = api.operations["POST /message/send/transactional"].body.properties.sender_id;
const optionNames = ["apiKey", "username", "password", "senderId", "fetch", "baseUrl", "timeoutMs"];

/**
 * InTouchVAS as a polysms provider: up to 50 recipients in one request, and one answer for all of them.
 *
 * @see https://sms-docs.intouchvas.com/
 */
export function intouchvas(
  options: IntouchvasOptions,
): Provider<"intouchvas", IntouchvasCapabilities, IntouchvasMessageOptions, IntouchvasClient> {
  const where = { provider: "intouchvas", code: "config" } as const;
  refuseUnknownFields(options, optionNames, where);
  const { client, secrets } = connect(options);
  const senderId = options.senderId === undefined ? undefined : checkSenderId(options.senderId, where, senderRule);
  return {
    name: "intouchvas",
    regions: ["KE"],
    limits: { recipientsPerRequest: 50 },
    can: { deliveryReports: { read: readDeliveryReport } },
    client,
    send: (message, call) =>
      settle("intouchvas", message.to, () =>
        sendMessage(client, { ...message, senderId: message.senderId ?? senderId }, secrets, call),
      ),
  };
}
