import {
  type Capabilities,
  type DeliveryReport,
  type DeliveryStatus,
  invalidInput,
  isE164,
  type Phone,
  redact,
  suggest,
} from "@polysms/core";
import { ask, type MemoryDesk } from "./exchange.ts";
import type { MemoryMessage } from "./message.ts";

const STATUSES: readonly string[] = [
  "sent",
  "delivered",
  "undelivered",
  "rejected",
  "unknown",
] satisfies DeliveryStatus[];

export interface ReportOptions {
  /** Where it is posted; the URL that came with the message unless told. */
  readonly url?: string | undefined;
  /** The provider's own words. */
  readonly description?: string | undefined;
}

export interface MemoryInbound {
  /** Where it is posted: what `sms.webhooks.url(…)` gives. */
  readonly url: string;
  readonly from: string;
  readonly text: string;
  readonly id?: string | undefined;
  /** When the provider got it, in its own words. */
  readonly receivedAt?: string | undefined;
}

/** The calls that a memory provider makes, and what it says when it is asked for a status. */
export interface MemoryReports {
  deliveryReport(message: MemoryMessage, status: DeliveryStatus, options: ReportOptions): Request;
  inboundMessage(message: MemoryInbound): Request;
  readonly capabilities: Required<Pick<Capabilities, "status" | "deliveryReports" | "inboundMessages">>;
  clear(): void;
}

export function memoryReports(desk: MemoryDesk): MemoryReports {
  const reports = new Map<string, DeliveryReport>();
  let count = 0;
  return {
    deliveryReport(message, status, { url = message.reportUrl, description }) {
      if (!STATUSES.includes(status)) {
        throw invalidInput("status", `is no delivery status; ${suggest(String(status), STATUSES)}`);
      }
      const { id, to } = message;
      reports.set(id, { id, to, status, description });
      return post(url, "the message came without a reportUrl", { messageId: id, to, status, description });
    },
    inboundMessage({ url, id, ...message }) {
      count += 1;
      return post(url, "give what sms.webhooks.url gives", { messageId: id ?? `inbound-${count}`, ...message });
    },
    capabilities: {
      status: {
        get: (id, call = {}) =>
          ask(desk, "status", call, () => {
            const message = desk.log.messages.find((each) => each.id === id && each.status !== "rejected");
            if (message === undefined) throw invalidInput("id", "is the id of no message.", { provider: desk.name });
            return reports.get(id) ?? { id, to: message.to, status: "sent" };
          }),
      },
      deliveryReports: { read: readReport },
      inboundMessages: { read: readInbound },
    },
    clear: () => reports.clear(),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readReport({ messageId, to, status, description }: Fields): DeliveryReport | { readonly problem: string } {
  if (typeof messageId !== "string") return { problem: "messageId must be a text." };
  if (!isE164(to)) return { problem: "to must be an E.164 number." };
  if (!STATUSES.includes(String(status))) return { problem: `status must be one of ${STATUSES.join(", ")}.` };
  const words = typeof description === "string" ? redact(description) : undefined;
  return { id: messageId, to, status: status as DeliveryStatus, description: words };
}

function readInbound({ messageId, from, text, receivedAt }: Fields) {
  if (typeof messageId !== "string") return { problem: "messageId must be a text." };
  if (typeof from !== "string") return { problem: "from must be a text." };
  if (typeof text !== "string") return { problem: "text must be a text." };
  return { id: messageId, from, text, receivedAt: typeof receivedAt === "string" ? receivedAt : undefined };
}

function post(url: string | undefined, missing: string, fields: Fields): Request {
  if (url === undefined) {
    const hint = "createSms({ webhooks: { baseUrl, secret } }) gives every message its URL.";
    throw invalidInput("url", `is missing: ${missing}.`, { hint });
  }
  const headers = { "content-type": "application/json" };
  return new Request(url, { method: "POST", headers, body: JSON.stringify(fields) });
}

/** The message that is meant: the one with the id, or the last one to the number. */
export function findMessage(messages: readonly MemoryMessage[], which: Phone | { readonly id: string }): MemoryMessage {
  const found = messages.findLast((each) => (typeof which === "object" ? each.id === which.id : each.to === which));
  if (found !== undefined) return found;
  if (typeof which === "object") throw invalidInput("id", "is the id of no message that was sent.");
  throw invalidInput("to", "is a number to which nothing was sent.");
}
