import { type DeliveryReport, type DeliveryStatus, type E164, parsePhone, redact } from "@polysms/core";
import { transactionIn } from "./failure.ts";

interface Meaning {
  readonly status: DeliveryStatus;
  /** The document's words, for a report without a description. */
  readonly words?: string;
}

/** The table of delivery statuses; 2 is not final (quirk intouchvas-pending-report). */
const meanings: Readonly<Record<string, Meaning>> = {
  0: { status: "rejected", words: "Failed before the telco: billing." },
  1: { status: "rejected", words: "Failed before the telco." },
  2: { status: "sent" },
  3: { status: "delivered" },
};

/** Reads what InTouchVAS posts to a `callback_url`: a report about one recipient, which is not signed. Never throws. */
export function readDeliveryReport(
  fields: Readonly<Record<string, unknown>>,
): DeliveryReport | { readonly problem: string } {
  const number = textOf(fields.msisdn);
  if (number === undefined) return { problem: "msisdn must be the number of the recipient." };
  // A number in receipts, and a number or a string in reports (quirk intouchvas-transaction-id-type).
  const id = transactionIn(fields)?.trim();
  if (id === undefined) return { problem: "transaction_id must be a number or text." };
  const status = textOf(fields.status) ?? "";
  const meaning = Object.hasOwn(meanings, status) ? meanings[status] : undefined;
  if (meaning === undefined) return { problem: "status must be 0, 1, 2 or 3." };
  const words = textOf(fields.status_description);
  const description = words === undefined ? meaning.words : redact(words);
  return { id, to: readNumber(number), status: meaning.status, description };
}

/** The document's example is international without the plus. A local number can only be Kenyan. */
function readNumber(number: string): E164 | undefined {
  for (const parsed of [parsePhone(number, { region: "KE" }), parsePhone(`+${number}`)]) {
    if (parsed.ok) return parsed.phone;
  }
  return undefined;
}

// In a form everything is a string; in JSON a number may be a string or a number.
function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
