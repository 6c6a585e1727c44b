import { invalidInput, isE164 } from "@polysms/core";
import type { AnyProvider } from "./message/message.ts";
import { isDeliveryStatus } from "./reports/delivery-event.ts";
import type { SentMessage } from "./reports/reports.ts";

const LONGEST_MS = 2 ** 31 - 1; // A longer timer fires at once.

export function checkSentMessage(message: SentMessage, providers: ReadonlyMap<string, AnyProvider>): void {
  if (typeof message !== "object" || message === null) {
    throw invalidInput("message", "must be an accepted outcome, or an object with provider and id.");
  }
  const { provider, id, to } = message;
  if (!providers.has(provider)) {
    throw invalidInput("provider", `is not configured; there are ${[...providers.keys()].join(", ")}.`);
  }
  if (typeof id !== "string" || id === "") throw invalidInput("id", "must be the id of an accepted outcome.");
  if (to !== undefined && !isE164(to)) throw invalidInput("to", "must be an E.164 number such as +254712345678.");
}

export function checkWait(until: unknown, timeoutMs: number, signal: AbortSignal | undefined): void {
  if (!Array.isArray(until) || until.length === 0 || !until.every(isDeliveryStatus)) {
    throw invalidInput("until", "must be a list of sent, delivered, undelivered, rejected or unknown.");
  }
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_MS)) {
    throw invalidInput("timeoutMs", `must be a number of milliseconds above 0 and up to ${LONGEST_MS}.`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw invalidInput("signal", "must be an AbortSignal; the one of an AbortController is its signal.");
  }
}
