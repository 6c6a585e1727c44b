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
import { ask, type MemoryContext } from "./exchange.ts";
import type { MemoryMessage } from "./message.ts";

const STATUSES: readonly string[] = [
  "sent",
  "delivered",
  "undelivered",
  "rejected",
  "unknown",
] satisfies DeliveryStatus[];

/** Options of `deliveryReport` of a memory provider. */
export interface ReportOptions {
  /** Where it is posted. Default: the URL that polysms passed with the message. */
  readonly url?: string | undefined;
  /** What the provider says about it, in its own words. */
  readonly description?: string | undefined;
}

/** An inbound message for `inboundMessage` of a memory provider. */
export interface MemoryInbound {
  /** Where it is posted: what `sms.webhooks.url(…)` returns. */
  readonly url: string;
  readonly from: string;
  readonly text: string;
  /** The provider's id for it. Default: a new one for each message. */
  readonly id?: string | undefined;
  /** When the provider received it, as the provider writes it. */
  readonly receivedAt?: string | undefined;
}

/** The webhook requests of a memory provider, and its answers to status lookups. */
interface MemoryReports {
  deliveryReport(message: MemoryMessage, status: DeliveryStatus, options: ReportOptions): Request;
  inboundMessage(message: MemoryInbound): Request;
  readonly capabilities: Required<Pick<Capabilities, "status" | "deliveryReports" | "inboundMessages">>;
  clear(): void;
}

export function memoryReports(context: MemoryContext): MemoryReports {
  const reports = new Map<string, DeliveryReport>();
  let count = 0;
  return {
    deliveryReport(message, status, { url = message.reportUrl, description }) {
      if (!STATUSES.includes(status)) {
        throw invalidInput("status", `is not a delivery status; ${suggest(String(status), STATUSES)}`);
      }
      const { id, to } = message;
      reports.set(id, { id, to, status, description });
      return post(url, "the message has no reportUrl", { messageId: id, to, status, description });
    },
    inboundMessage({ url, id, ...message }) {
      count += 1;
      return post(url, "pass what sms.webhooks.url returns", { messageId: id ?? `inbound-${count}`, ...message });
    },
    capabilities: {
      status: {
        get: (id, call = {}) =>
          ask(context, "status", call, () => {
            const message = context.log.messages.find((each) => each.id === id && each.status !== "rejected");
            if (message === undefined)
              throw invalidInput("id", "is not the id of a message.", { provider: context.name });
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
  if (typeof messageId !== "string") return { problem: "messageId must be a string." };
  if (!isE164(to)) return { problem: "to must be an E.164 number." };
  if (!STATUSES.includes(String(status))) return { problem: `status must be one of ${STATUSES.join(", ")}.` };
  const redacted = typeof description === "string" ? redact(description) : undefined;
  return { id: messageId, to, status: status as DeliveryStatus, description: redacted };
}

function readInbound({ messageId, from, text, receivedAt }: Fields) {
  if (typeof messageId !== "string") return { problem: "messageId must be a string." };
  if (typeof from !== "string") return { problem: "from must be a string." };
  if (typeof text !== "string") return { problem: "text must be a string." };
  return { id: messageId, from, text, receivedAt: typeof receivedAt === "string" ? receivedAt : undefined };
}

function post(url: string | undefined, missing: string, fields: Fields): Request {
  if (url === undefined) {
    const hint = "createSms({ webhooks: { baseUrl, secret } }) passes a URL with every message.";
    throw invalidInput("url", `is missing: ${missing}.`, { hint });
  }
  const headers = { "content-type": "application/json" };
  return new Request(url, { method: "POST", headers, body: JSON.stringify(fields) });
}

/** The message with the id, or the last message to the number. */
export function findMessage(messages: readonly MemoryMessage[], which: Phone | { readonly id: string }): MemoryMessage {
  const found = messages.findLast((each) => (typeof which === "object" ? each.id === which.id : each.to === which));
  if (found !== undefined) return found;
  if (typeof which === "object") throw invalidInput("id", "is not the id of a message that was sent.");
  throw invalidInput("to", "is a number that nothing was sent to.");
}
