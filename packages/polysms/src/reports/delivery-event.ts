import {
  type DeliveryReport,
  type DeliveryStatus,
  type E164,
  type InboundMessage,
  maskPhone,
  printedAs,
  redact,
} from "@polysms/core";
import { toBase64Url } from "../hashing/base64url.ts";

/**
 * How far to trust what is known. `url-token`: a call to a URL of ours with our token in it; providers sign nothing, so
 * whoever has the URL can forge one. `pulled`: the provider said so when we asked. `no`: nobody has said anything.
 */
export type AuthenticatedBy = "signed-url" | "lookup" | "nothing";

/** How far one message to one recipient has come. Plain data; printing it masks the number. */
export interface Delivery<Name extends string = string> {
  readonly provider: Name;
  /** The id that the outcome of `send` had. */
  readonly id: string;
  /** Absent when the report names no number that can be read. */
  readonly to?: E164 | undefined;
  readonly status: DeliveryStatus;
  /** Nothing follows after `delivered`, `undelivered` and `rejected`. */
  readonly terminal: boolean;
  /** The provider's own words, redacted. */
  readonly description?: string | undefined;
  /** The outcome's, or whatever `webhooks.url` was given for the URL that was called. */
  readonly reference?: string | undefined;
  readonly authenticatedBy: AuthenticatedBy;
  /** When we learnt of it, in ISO 8601; absent when nothing is known yet. */
  readonly receivedAt?: string | undefined;
}

interface EventBase {
  readonly receivedAt: string;
  /** The same for a repetition of the same event and for no other: a key for a unique index. Holds no number. */
  readonly dedupeKey: string;
}

/** A message has come further than was known before. */
export interface DeliveryEvent<Name extends string = string> extends Delivery<Name>, EventBase {
  readonly kind: "delivery";
  readonly receivedAt: string;
}

/** Somebody sent us a message. Printing it masks the number and leaves the text out. */
export interface InboundEvent<Name extends string = string> extends EventBase {
  readonly kind: "inbound";
  readonly provider: Name;
  readonly id: string;
  /** E.164 when it can be read as such, otherwise as the provider writes it. */
  readonly from: string;
  readonly text: string;
  /** When the provider got it, in its own words: no time zone is documented anywhere. */
  readonly providerTime?: string | undefined;
  readonly reference?: string | undefined;
  readonly authenticatedBy: AuthenticatedBy;
}

export type SmsEvent<Name extends string = string> = DeliveryEvent<Name> | InboundEvent<Name>;

const RANKS: Readonly<Record<DeliveryStatus, number>> = {
  unknown: 0,
  sent: 1,
  delivered: 2,
  undelivered: 2,
  rejected: 2,
};

/** The statuses in their order: a report with a rank that is not higher than the one known changes nothing. */
export function rankOf(status: DeliveryStatus): number {
  return RANKS[status];
}

function isTerminal(status: DeliveryStatus): boolean {
  return rankOf(status) === 2;
}

export function isDeliveryStatus(value: unknown): value is DeliveryStatus {
  return typeof value === "string" && Object.hasOwn(RANKS, value);
}

/** Where an event comes from. */
export type Origin = Pick<EventBase, "receivedAt"> & Pick<Delivery, "provider" | "reference" | "authenticatedBy">;

/**
 * `fields` are those of the call. Where they name no number that can be read, they alone tell one recipient of an id
 * from another.
 */
export async function deliveryEvent(
  report: DeliveryReport,
  origin: Origin,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<DeliveryEvent> {
  const { id, to, description } = report;
  const status = isDeliveryStatus(report.status) ? report.status : "unknown";
  return maskedReport({
    kind: "delivery",
    ...origin,
    id,
    to,
    status,
    terminal: isTerminal(status),
    description: description === undefined ? undefined : redact(description),
    dedupeKey: await dedupeKeyOf("delivery", origin.provider, id, to ?? JSON.stringify(fields), status),
  });
}

export async function inboundEvent(message: InboundMessage, origin: Origin): Promise<InboundEvent> {
  const { id, from, text, receivedAt: providerTime } = message;
  const dedupeKey = await dedupeKeyOf("inbound", origin.provider, id);
  return maskedReport({ kind: "inbound", ...origin, id, from, text, providerTime, dedupeKey });
}

/** A hash, because keys end up in the messages of databases and in logs. */
async function dedupeKeyOf(...parts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** The same value, which shows neither number nor text when it is printed with `console.log` or `util.inspect`. */
export function maskedReport<Value extends Delivery | SmsEvent>(value: Value): Value {
  return printedAs(value, () => ({
    ...value,
    ...("to" in value && value.to !== undefined ? { to: maskPhone(value.to) } : {}),
    ...("from" in value ? { from: maskPhone(value.from), text: `[${value.text.length} characters]` } : {}),
    ...(value.reference === undefined ? {} : { reference: redact(value.reference) }),
  }));
}
