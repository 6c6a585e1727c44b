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
import { digestOf } from "../hashing/digest.ts";

/**
 * How far to trust what is known. `signed-url`: it came to a webhook URL with a valid token; providers sign nothing, so
 * anybody who has the URL can forge it. `lookup`: the provider said so when polysms asked. `nothing`: nothing is known.
 */
export type AuthenticatedBy = "signed-url" | "lookup" | "nothing";

/** The latest known status of one message to one recipient. Plain data; printing it masks the number. */
export interface Delivery<Name extends string = string> {
  readonly provider: Name;
  /** The id of the accepted outcome. */
  readonly id: string;
  /** The recipient. Absent if the report has no number that can be read. */
  readonly to?: E164 | undefined;
  readonly status: DeliveryStatus;
  /** `true` for `delivered`, `undelivered` and `rejected`: no other status follows. */
  readonly terminal: boolean;
  /** The provider's own words, redacted. */
  readonly description?: string | undefined;
  /** The reference of the outcome, or the one that you passed to `webhooks.url`. */
  readonly reference?: string | undefined;
  readonly authenticatedBy: AuthenticatedBy;
  /** When polysms received it, in ISO 8601 and UTC. Absent if nothing is known yet. */
  readonly receivedAt?: string | undefined;
}

interface EventBase {
  /** When polysms received it, in ISO 8601 and UTC. */
  readonly receivedAt: string;
  /** The same for a duplicate of this event and for no other event: a key for a unique index. Contains no number. */
  readonly dedupeKey: string;
}

/** A new status of a message. */
export interface DeliveryEvent<Name extends string = string> extends Delivery<Name>, EventBase {
  readonly kind: "delivery";
  readonly receivedAt: string;
}

/** An inbound SMS. Printing it masks the number and omits the text. */
export interface InboundEvent<Name extends string = string> extends EventBase {
  readonly kind: "inbound";
  readonly provider: Name;
  /** The provider's id for the message. */
  readonly id: string;
  /** The sender: E.164 if it can be read as a number, otherwise as the provider writes it. */
  readonly from: string;
  readonly text: string;
  /** When the provider received it, as the provider writes it. No provider documents the time zone. */
  readonly providerTime?: string | undefined;
  /** The one that you passed to `webhooks.url`. */
  readonly reference?: string | undefined;
  readonly authenticatedBy: AuthenticatedBy;
}

/** What `onEvent` is called with. `kind` says which of the two it is. */
export type SmsEvent<Name extends string = string> = DeliveryEvent<Name> | InboundEvent<Name>;

const RANKS: Readonly<Record<DeliveryStatus, number>> = {
  unknown: 0,
  sent: 1,
  delivered: 2,
  undelivered: 2,
  rejected: 2,
};

/** The order of the statuses: a report changes nothing unless its rank is higher than the known one. */
export function rankOf(status: DeliveryStatus): number {
  return RANKS[status];
}

function isTerminal(status: DeliveryStatus): boolean {
  return rankOf(status) === 2;
}

/** Whether the value is one of the five statuses. */
export function isDeliveryStatus(value: unknown): value is DeliveryStatus {
  return typeof value === "string" && Object.hasOwn(RANKS, value);
}

/** Where an event comes from. */
export type Origin = Pick<EventBase, "receivedAt"> & Pick<Delivery, "provider" | "reference" | "authenticatedBy">;

/**
 * Makes an event of a report. `fields` are those of the webhook call: if the report has no number that can be read,
 * only they distinguish one recipient of an id from another.
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

/** Makes an event of an inbound SMS. */
export async function inboundEvent(message: InboundMessage, origin: Origin): Promise<InboundEvent> {
  const { id, from, text, receivedAt: providerTime } = message;
  const dedupeKey = await dedupeKeyOf("inbound", origin.provider, id);
  return maskedReport({ kind: "inbound", ...origin, id, from, text, providerTime, dedupeKey });
}

/** A hash, because keys end up in database errors and logs. */
async function dedupeKeyOf(...parts: readonly string[]): Promise<string> {
  return toBase64Url(await digestOf(JSON.stringify(parts)));
}

/**
 * The same value, whose number is masked and whose text is hidden when it is printed with `console.log` or
 * `util.inspect`.
 */
export function maskedReport<Value extends Delivery | SmsEvent>(value: Value): Value {
  return printedAs(value, () => ({
    ...value,
    ...("to" in value && value.to !== undefined ? { to: maskPhone(value.to) } : {}),
    ...("from" in value ? { from: maskPhone(value.from), text: `[${value.text.length} characters]` } : {}),
    ...(value.reference === undefined ? {} : { reference: redact(value.reference) }),
  }));
}
