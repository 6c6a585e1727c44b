import type { Balance, Capabilities, DeliveryStatus, ErrorCode, Phone, Provider } from "@polysms/core";
import type { MemoryGroup } from "./contacts.ts";
import type { MemoryMessage } from "./message.ts";
import type { MemoryInbound, ReportOptions } from "./reports.ts";
import type { RejectOptions, ScriptOptions, UnknownOptions } from "./script.ts";

/** `sms.client("memory")`: what a memory provider received, and how it answers from now on. */
export interface MemoryClient {
  /** The messages that were taken or may have been taken, one per recipient, in order. */
  readonly sent: readonly MemoryMessage[];
  /** The messages that were rejected. */
  readonly rejected: readonly MemoryMessage[];
  /**
   * The one-time code in the last message to a number. Throws an `SmsError` if there is no message or no code, or if
   * several numbers could be the code.
   */
  code(to: Phone): string;
  /** What `sms.balance` returns. Default 1,000 USD. */
  balance: Balance;
  /** The groups that `sms.contacts` made. */
  readonly groups: readonly MemoryGroup[];
  /** Takes messages, which is the default. For a delay (`afterMs`), or as an exception from a wider `reject`. */
  accept(options?: ScriptOptions): void;
  /** Rejects messages with this code: proven, nobody took them. */
  reject(code: ErrorCode, options?: RejectOptions): void;
  /** Takes messages without an answer that says so: their status is `unknown`. */
  leaveUnknown(options?: UnknownOptions): void;
  /**
   * The request with which a provider reports a delivery, for `sms.webhooks.handle(request)`. The message is an
   * accepted outcome, one of `sent`, or the last one to a number. Default status `delivered`. A later status lookup
   * returns the same. Throws an `SmsError` if there is no such message, or if there is no URL to post to.
   */
  deliveryReport(message: Phone | { readonly id: string }, status?: DeliveryStatus, options?: ReportOptions): Request;
  /** The request with which a provider hands over an inbound message, for `sms.webhooks.handle(request)`. */
  inboundMessage(message: MemoryInbound): Request;
  /** Forgets messages, scripted answers, groups, codes and reports. */
  reset(): void;
}

/** The provider that `memoryProvider` returns. */
export type MemoryProvider<Name extends string, Can extends keyof Capabilities> = Provider<
  Name,
  Required<Pick<Capabilities, Can>>,
  object,
  MemoryClient
>;
