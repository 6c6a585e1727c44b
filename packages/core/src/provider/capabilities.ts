import type { CallOptions } from "../client/call-types.ts";
import type { E164 } from "../phone/phone.ts";
import type { OutgoingMessage, SendReport, Verdict } from "./provider.ts";

/**
 * What a provider can do beyond sending. A provider has the member or it has not: there is no method that throws
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

export interface BalanceCapability {
  /** Rejects with an `SmsError` when the balance cannot be had. */
  get(call?: CallOptions): Promise<Balance>;
}

/** A one-time code that the provider makes up, sends, keeps and checks. */
export interface OtpRequest {
  readonly to: E164;
  readonly senderId?: string | undefined;
  /** The message with `{code}` where the code goes; the provider's own words unless given. */
  readonly text?: string | undefined;
  /** Digits of the code. */
  readonly codeLength?: number | undefined;
  /** Minutes until the code runs out. */
  readonly expiresInMinutes?: number | undefined;
}

export type OtpCheck = "approved" | "wrong" | "expired";

export interface OtpCapability {
  /** Maps every exchange to a verdict and never throws, as `send` does. */
  start(request: OtpRequest, call?: CallOptions): Promise<Verdict>;
  /** Rejects with an `SmsError` when the provider cannot tell. */
  check(guess: { readonly to: E164; readonly code: string }, call?: CallOptions): Promise<OtpCheck>;
}

export interface ScheduleCapability {
  /** Hands the message over to be sent at that time. The same verdicts as `send`, and never throws. */
  send(message: OutgoingMessage, at: Date, call?: CallOptions): Promise<SendReport>;
}

export interface ContactGroup {
  readonly id: string;
  readonly name: string;
  readonly contacts: number;
  readonly active: number;
}

export interface NewContact {
  readonly phone: E164;
  readonly firstName?: string | undefined;
  readonly otherName?: string | undefined;
  /** Up to five values for personal messages. */
  readonly custom?: readonly string[] | undefined;
}

/** A group to be made, by its name, or one that exists, by its id. */
export type GroupChoice = { readonly name: string; readonly id?: undefined } | { readonly id: string };

/** Groups of recipients that the provider keeps. Every method rejects with an `SmsError` when it is refused. */
export interface ContactsCapability {
  groups(call?: CallOptions): Promise<readonly ContactGroup[]>;
  create(group: GroupChoice, contacts: readonly NewContact[], call?: CallOptions): Promise<void>;
  /** CSV or Excel with a header row; the provider works through it later. */
  upload(group: GroupChoice, file: Blob, call?: CallOptions): Promise<void>;
  /** Deletes the group and every contact in it, for good. */
  delete(groupId: string, call?: CallOptions): Promise<void>;
}

/** A file of recipients, one message each, with `{column}` in the text where a value of the row goes. */
export interface FileMessage {
  /** CSV, its first column the numbers, its first row the names of the columns. */
  readonly file: Blob;
  readonly text: string;
  readonly campaignName?: string | undefined;
  readonly senderId?: string | undefined;
  /** Our own name for the file: the same for all its rows. */
  readonly reference?: string | undefined;
  /** Where the provider may post a delivery report for each row. */
  readonly reportUrl?: string | undefined;
}

export interface FileCapability {
  /** Largest file in bytes. */
  readonly maxBytes: number;
  /** One verdict for the whole file; never throws. */
  send(message: FileMessage, call?: CallOptions): Promise<Verdict>;
}

/** How far a message has come. The terminal ones are `delivered`, `undelivered` and `rejected`. */
export type DeliveryStatus = "sent" | "delivered" | "undelivered" | "rejected" | "unknown";

/** What a provider says about the delivery of one message to one recipient. */
export interface DeliveryReport {
  /** The id that `send` gave. */
  readonly id: string;
  readonly to: E164 | undefined;
  readonly status: DeliveryStatus;
  /** The provider's own words, redacted. */
  readonly description?: string | undefined;
}

/** A message that somebody sent to us. */
export interface InboundMessage {
  readonly id: string;
  /** As the provider writes it; E.164 when it can be read as such. */
  readonly from: string;
  readonly text: string;
  /** As the provider writes it: no time zone is documented anywhere. */
  readonly receivedAt?: string | undefined;
}

/** Reads an inbound call of a provider. These providers sign nothing, so who called is the facade's question. */
export interface WebhookCapability<Event> {
  /** The event, or a sentence that says which field is wrong. Takes the fields of a JSON or form body; never throws. */
  read(fields: Readonly<Record<string, unknown>>): Event | { readonly problem: string };
}

export interface StatusCapability {
  /** Rejects with an `SmsError` when the provider cannot tell. */
  get(id: string, call?: CallOptions): Promise<DeliveryReport>;
}
