import type { CallOptions } from "../client/call-types.ts";
import type { E164 } from "../phone/phone.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { SendReport, Verdict } from "./verdict.ts";

/**
 * What a provider can do beyond sending. A member is there only if the provider can do it: no method throws
 * "unsupported".
 */
export interface Capabilities {
  readonly balance?: BalanceCapability;
  readonly otp?: OtpCapability;
  readonly schedule?: ScheduleCapability;
  readonly contacts?: ContactsCapability;
  readonly files?: FileCapability;
  readonly status?: StatusCapability;
  readonly deliveryReports?: WebhookCapability<DeliveryReport>;
  readonly inboundMessages?: WebhookCapability<InboundMessage>;
}

/** What an account has left, in the provider's own unit. */
export interface Balance {
  readonly amount: number;
  /** ISO 4217 code of the currency. */
  readonly currency: string;
}

/** Asks for the balance of the account. */
export interface BalanceCapability {
  /** Rejects with an `SmsError` if the provider does not give it. */
  get(call?: CallOptions): Promise<Balance>;
}

/** Asks for a one-time code that the provider makes up, sends, keeps and checks. */
export interface OtpRequest {
  readonly to: E164;
  readonly senderId?: string | undefined;
  /** The message, with `{code}` where the code goes. Default: the provider's own text. */
  readonly text?: string | undefined;
  /** Number of digits of the code. Default: the provider's own. */
  readonly codeLength?: number | undefined;
  /** Minutes until the code expires. Default: the provider's own. */
  readonly expiresInMinutes?: number | undefined;
}

/** What a provider says about a code. */
export type OtpCheck = "approved" | "wrong" | "expired";

/** One-time codes that the provider keeps and checks. */
export interface OtpCapability {
  /** Maps every exchange to a verdict and never throws, as `send` does. */
  start(request: OtpRequest, call?: CallOptions): Promise<Verdict>;
  /** Rejects with an `SmsError` if the provider does not say. */
  check(guess: { readonly to: E164; readonly code: string }, call?: CallOptions): Promise<OtpCheck>;
}

/** Messages that the provider sends at a later time. */
export interface ScheduleCapability {
  /** Hands the message over, to be sent at that time. Gives the same verdicts as `send`, and never throws. */
  send(message: OutgoingMessage, at: Date, call?: CallOptions): Promise<SendReport>;
}

/** A group of recipients that the provider keeps. */
export interface ContactGroup {
  readonly id: string;
  readonly name: string;
  /** How many contacts the group has. */
  readonly contacts: number;
  /** How many of them are active. */
  readonly active: number;
}

/** A recipient to be added to a group. */
export interface NewContact {
  readonly phone: E164;
  readonly firstName?: string | undefined;
  readonly otherName?: string | undefined;
  /** Up to five values for personal messages. */
  readonly custom?: readonly string[] | undefined;
}

/** The name of a group to be made, or the id of one that exists. */
export type GroupChoice = { readonly name: string; readonly id?: undefined } | { readonly id: string };

/** Groups of recipients that the provider keeps. Every method rejects with an `SmsError` if the provider does. */
export interface ContactsCapability {
  groups(call?: CallOptions): Promise<readonly ContactGroup[]>;
  create(group: GroupChoice, contacts: readonly NewContact[], call?: CallOptions): Promise<void>;
  /** CSV or Excel with a header row. The provider reads it later. */
  upload(group: GroupChoice, file: Blob, call?: CallOptions): Promise<void>;
  /** Deletes the group and every contact in it. This cannot be undone. */
  delete(groupId: string, call?: CallOptions): Promise<void>;
}

/** A file of recipients, each of whom gets one message, with `{column}` in the text where a value of the row goes. */
export interface FileMessage {
  /** CSV. The first row has the names of the columns, and the first column has the numbers. */
  readonly file: Blob;
  readonly text: string;
  readonly campaignName?: string | undefined;
  readonly senderId?: string | undefined;
  /** Our own name for the file, the same for all its rows. */
  readonly reference?: string | undefined;
  /** Where the provider may post a delivery report for each row. */
  readonly reportUrl?: string | undefined;
}

/** Files of recipients that the provider sends to. */
export interface FileCapability {
  /** The largest file, in bytes. */
  readonly maxBytes: number;
  /** One verdict for the whole file; never throws. */
  send(message: FileMessage, call?: CallOptions): Promise<Verdict>;
}

/** How far a message has come. `delivered`, `undelivered` and `rejected` are final. */
export type DeliveryStatus = "sent" | "delivered" | "undelivered" | "rejected" | "unknown";

/** What a provider says about the delivery of one message to one recipient. */
export interface DeliveryReport {
  /** The id of the accepted outcome. */
  readonly id: string;
  readonly to: E164 | undefined;
  readonly status: DeliveryStatus;
  /** The provider's own words, redacted. */
  readonly description?: string | undefined;
}

/** An inbound SMS. */
export interface InboundMessage {
  readonly id: string;
  /** The sender: E.164 if it can be read as a number, otherwise as the provider writes it. */
  readonly from: string;
  readonly text: string;
  /** As the provider writes it. No provider documents the time zone. */
  readonly receivedAt?: string | undefined;
}

/** Reads a webhook call of a provider. The providers sign nothing, so the facade checks who called. */
export interface WebhookCapability<Event> {
  /** Takes the fields of a JSON or form body. Returns the event, or a sentence that says which field is wrong. Never throws. */
  read(fields: Readonly<Record<string, unknown>>): Event | { readonly problem: string };
}

/** Asks what became of a message. */
export interface StatusCapability {
  /** Rejects with an `SmsError` if the provider does not say. */
  get(id: string, call?: CallOptions): Promise<DeliveryReport>;
}
