import { type Capabilities, checkFields, checkSenderId, type Provider, toReport, type Verdict } from "@polysms/core";
import { createIntouchvasClient, type IntouchvasClient, type IntouchvasClientOptions } from "./client.ts";
import { contactsOf } from "./contacts.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import { maxBytes, sendFile } from "./files.ts";
import { api } from "./generated/operations.gen.ts";
import { scheduleMessage, wallClock } from "./schedule.ts";
import { type IntouchvasMessageOptions, sendMessage } from "./send.ts";

/** Options of {@link intouchvas}. */
export type IntouchvasOptions = IntouchvasClientOptions & {
  /** Sender ID registered for the account. A message can name another. Default: the provider's own. */
  readonly senderId?: string | undefined;
  /**
   * IANA time zone in which InTouchVAS reads scheduled times. Default `Africa/Nairobi`, which is assumed: the document
   * names none. Schedule one message and see when it arrives, before you rely on it.
   */
  readonly timeZone?: string | undefined;
};

/** What InTouchVAS can do beyond sending. */
export type IntouchvasCapabilities = Required<
  Pick<Capabilities, "schedule" | "contacts" | "files" | "deliveryReports">
>;

const senderRule = api.operations["POST /message/send/transactional"].body.properties.sender_id;
const optionNames = ["apiKey", "username", "password", "senderId", "timeZone", "fetch", "baseUrl", "timeoutMs"];

/**
 * InTouchVAS as a polysms provider: up to 50 recipients in one request, and one answer for all of them. Throws an
 * `SmsError` with code `config` if an option is missing or wrong.
 *
 * @see https://sms-docs.intouchvas.com/
 */
export function intouchvas(
  options: IntouchvasOptions,
): Provider<"intouchvas", IntouchvasCapabilities, IntouchvasMessageOptions, IntouchvasClient> {
  const where = { provider: "intouchvas", code: "config" } as const;
  checkFields(options, optionNames, where);
  const { timeZone, timeoutMs } = options;
  const client = createIntouchvasClient(options);
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
            scheduleMessage(client, withSender(message), wallTimeOf(at), call),
          ),
      },
      files: {
        maxBytes,
        async send(message, call) {
          const { verdicts } = await toReport("intouchvas", [message], async () =>
            sendFile(client, withSender(message), call, timeoutMs),
          );
          return verdicts[0] as Verdict;
        },
      },
      contacts: contactsOf(client, timeoutMs),
      deliveryReports: { read: readDeliveryReport },
    },
    client,
    send: (message, call) => toReport("intouchvas", message.to, () => sendMessage(client, withSender(message), call)),
  };
}
