import {
  type AnyProvider,
  type CallOptions,
  type Capabilities,
  type DeliveryReport,
  isE164,
  type StatusCapability,
} from "@polysms/core";
import { vi } from "vitest";
import type { SmsEvent } from "../../src/reports/delivery-event.ts";
import { createReporting, type ReportingOptions } from "../../src/reports/reporting.ts";
import type { Webhooks } from "../../src/reports/webhooks.ts";
import { stub } from "../stub-provider.ts";

export const baseUrl = "https://app.example/hooks/sms";
export const secret = "canary-s3cret-of-thirty-two-bytes-and-more";
export const oldSecret = "another-canary-that-was-replaced-last-week";
export const phone = "+254712345678";
export const delivered = { id: "m-1", to: phone, status: "delivered" };
export const inbound = { id: "i-1", from: phone, text: "canary text: STOP", at: "yesterday" };

const deliveryReports: Capabilities["deliveryReports"] = {
  read({ id, to, status, words }) {
    if (typeof id !== "string" || typeof status !== "string") return { problem: "id and status must be text." };
    const description = typeof words === "string" ? words : undefined;
    return { id, to: isE164(to) ? to : undefined, status: status as DeliveryReport["status"], description };
  },
};

const inboundMessages: Capabilities["inboundMessages"] = {
  read: ({ id, from, text, at }) =>
    typeof id === "string" && typeof from === "string" && typeof text === "string"
      ? { id, from, text, receivedAt: typeof at === "string" ? at : undefined }
      : { problem: "from and text must be text." },
};

export const webhookCapabilities: Capabilities = { deliveryReports, inboundMessages };

export function providerWith(name: string, can: Capabilities): AnyProvider {
  return { ...stub(name), can };
}

export function lookupProvider(get: StatusCapability["get"]): AnyProvider {
  return providerWith("lookup", { status: { get } });
}

/** Reporting over a provider with webhooks, and the events and errors that its listeners got. */
export function setup(options: Partial<ReportingOptions> = {}) {
  const events: SmsEvent[] = [];
  const errors: unknown[] = [];
  const reporting = createReporting({
    providers: [providerWith("acme", webhookCapabilities), stub("silent")],
    webhooks: { baseUrl, secret },
    now: () => Date.parse("2026-01-02T03:04:05.678Z"),
    onEvent: (event) => events.push(event),
    onError: (error) => errors.push(error),
    ...options,
  });
  const webhooks = reporting.webhooks as Webhooks;
  const call = async (fields: object, reference?: string) =>
    webhooks.handle(post(await webhooks.url("acme", reference), fields));
  return { ...reporting, webhooks, call, events, errors };
}

/** Reporting over a provider whose lookup returns these statuses in order and repeats the last. */
export function setupLookup(
  answers: readonly (DeliveryReport["status"] | Error)[],
  options: Partial<ReportingOptions> = {},
) {
  const get = vi.fn(async (id: string, _call?: CallOptions): Promise<DeliveryReport> => {
    const answer = answers[Math.min(get.mock.calls.length, answers.length) - 1];
    if (answer === undefined || answer instanceof Error) throw answer;
    return { id, to: undefined, status: answer };
  });
  return { get, ...setup({ providers: [lookupProvider(get)], webhooks: undefined, ...options }) };
}

/** What every call of a store is given. */
export const storeCall = { signal: new AbortController().signal };

/** A promise that never settles. */
export const never = new Promise<never>(() => {});

/** Lets everything run that waits only for promises. */
export const flushPromises = () => new Promise((resolve) => setImmediate(resolve));

/** Lets everything else run until the condition holds. Web Crypto works on threads of its own. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** A webhook call like that of a provider. */
export function post(url: string, body: object | BodyInit | null, headers: Record<string, string> = {}): Request {
  const plain = typeof body === "object" && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  return new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: plain ? JSON.stringify(body) : (body as BodyInit | null),
    ...{ duplex: "half" },
  });
}
