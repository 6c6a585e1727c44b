import { type Capabilities, checkFields, checkSenderId, type Provider, toReport, type Verdict } from "@polysms/core";
import { connect, type IntouchvasClient, type IntouchvasClientOptions } from "./client.ts";
import { contactsOf } from "./contacts.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import { maximumBytes, sendFile } from "./files.ts";
import { api } from "./generated/operations.gen.ts";
import { scheduleMessage, wallClock } from "./schedule.ts";
import { sendMessage } from "./send.ts";

export type IntouchvasOptions = IntouchvasClientOptions & {
  /** Sender ID registered for the account; the provider's own unless told here or by the message. */
  readonly senderId?: string | undefined;
  /**
   * IANA time zone that InTouchVAS reads scheduled times in; `Africa/Nairobi` unless told. That is assumed: the document
   * names none. Schedule one message and see when it comes, before relying on it.
   */
  readonly timeZone?: string | undefined;
};

/** What InTouchVAS takes beyond recipients and text. */
export interface IntouchvasMessageOptions {
  /** `transactional` (the default) for codes and confirmations, `promotional` for marketing. */
  readonly type?: "transactional" | "promotional";
  /** https URL that gets the delivery reports. */
  readonly callbackUrl?: string;
}

export type IntouchvasCapabilities = Required<
  Pick<Capabilities, "schedule" | "contacts" | "files" | "deliveryReports">
>;

const senderRule = api.operations["POST /message/send/transactional"].body.properties.sender_id;
const optionNames = ["apiKey", "username", "password", "senderId", "timeZone", "fetch", "baseUrl", "timeoutMs"];

/**
 * InTouchVAS as a polysms provider: up to 50 recipients in one request, and one answer for all of them.
 *
 * @see https://sms-docs.intouchvas.com/
 */
export function intouchvas(
  options: IntouchvasOptions,
): Provider<"intouchvas", IntouchvasCapabilities, IntouchvasMessageOptions, IntouchvasClient> {
  const where = { provider: "intouchvas", code: "config" } as const;
  checkFields(options, optionNames, where);
  const { timeZone, timeoutMs } = options;
  const { client, secrets } = connect(options);
  const senderId = options.senderId === undefined ? undefined : checkSenderId(options.senderId, where, senderRule);
  const wallTimeOf = wallClock(timeZone);
  const withSender = <Message extends { readonly senderId?: string | undefined }>(message: Message): Message => ({
    ...message,
    senderId: message.senderId ?? senderId,
  });
  return {
    name: "intouchvas",
    regions: ["KE"],
    limits: { recipientsPerRequest: 50 },
    can: {
      schedule: {
        send: (message, at, call) =>
          toReport("intouchvas", message.to, async () =>
            scheduleMessage(client, withSender(message), wallTimeOf(at), secrets, call),
          ),
      },
      files: {
        maxBytes: maximumBytes,
        async send(message, call) {
          const { verdicts } = await toReport("intouchvas", [message], async () =>
            sendFile(client, withSender(message), secrets, call, timeoutMs),
          );
          return verdicts[0] as Verdict;
        },
      },
      contacts: contactsOf(client, secrets, timeoutMs),
      deliveryReports: { read: readDeliveryReport },
    },
    client,
    send: (message, call) =>
      toReport("intouchvas", message.to, () => sendMessage(client, withSender(message), secrets, call)),
  };
}
