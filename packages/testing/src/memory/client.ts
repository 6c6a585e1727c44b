import type { Balance, Capabilities, DeliveryStatus, ErrorCode, Phone, Provider } from "@polysms/core";
import type { MemoryGroup } from "./contacts.ts";
import type { MemoryMessage } from "./message.ts";
import type { MemoryInbound, ReportOptions } from "./reports.ts";
import type { RejectOptions, ScriptOptions, UnknownOptions } from "./script.ts";

/** What a test sees of a memory provider, and how it says what is to happen: `sms.client("memory")`. */
export interface MemoryClient {
  /** The messages that have, or may have, been taken, one per recipient, in order. */
  readonly sent: readonly MemoryMessage[];
  /** The messages that were refused. */
  readonly rejected: readonly MemoryMessage[];
  /** The one-time code in the last message to a number. Throws when there is none, or when several could be it. */
  code(to: Phone): string;
  /** What `sms.balance` tells. */
  balance: Balance;
  /** The groups that `sms.contacts` made. */
  readonly groups: readonly MemoryGroup[];
  /** Takes messages, as it does anyway: after a while, or in spite of a wider `refuse`. */
  accept(options?: ScriptOptions): void;
  /** Refuses messages for a reason: proven, nobody took them. */
  reject(code: ErrorCode, options?: RejectOptions): void;
  /** Takes messages and gives no answer that says so. */
  leaveUnknown(options?: UnknownOptions): void;
  /**
   * The call that tells of a delivery, for `sms.webhooks.handle(request)`: on an accepted outcome, a message of `sent`,
   * or the last one to a number. From then on the provider says the same when it is asked.
   */
  deliveryReport(message: Phone | { readonly id: string }, status?: DeliveryStatus, options?: ReportOptions): Request;
  /** The call that brings a message of somebody else, for `sms.webhooks.handle(request)`. */
  inboundMessage(message: MemoryInbound): Request;
  /** Forgets messages, scripted answers, groups, codes and reports. */
  reset(): void;
}

export type MemoryProvider<Name extends string, Can extends keyof Capabilities> = Provider<
  Name,
  Required<Pick<Capabilities, Can>>,
  object,
  MemoryClient
>;
