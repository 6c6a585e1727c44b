import { type InboundMessage, parsePhone } from "@polysms/core";

/** Reads what VavaSMS posts to the notification URL of the back office, which is not signed. Never throws. */
export function readInboundMessage(
  fields: Readonly<Record<string, unknown>>,
): InboundMessage | { readonly problem: string } {
  const id = textOf(fields.message_id);
  if (id === undefined) return { problem: "message_id must be text." };
  // Spelled "form" in the document (quirk vavasms-inbound-form-field).
  const sender = textOf(fields.form) ?? textOf(fields.from);
  if (sender === undefined) return { problem: "form must be the number of the sender." };
  const text = asText(fields.content);
  if (text === undefined) return { problem: "content must be text." };
  return { id, from: readSender(sender), text, receivedAt: textOf(fields.sms_date) };
}

/** E.164 if the number is complete; short numbers and names stay as they are. */
function readSender(sender: string): string {
  // A national number of Côte d'Ivoire has ten digits, so a longer one starts with its country code.
  const international = /^[1-9]\d{10,14}$/.test(sender) ? `+${sender}` : sender;
  const parsed = parsePhone(international, { region: "CI" });
  return parsed.ok ? parsed.phone : sender;
}

function textOf(value: unknown): string | undefined {
  // A number this long may have lost digits, so two ids could look the same.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  return asText(value)?.trim() || undefined;
}

/** A text as it is. Some encoders of JSON write a text of digits as a number: the code 4821, for example. */
function asText(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? value : undefined;
}
