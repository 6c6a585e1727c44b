export type {
  Accepted,
  Attempt,
  Balance,
  Certainty,
  E164,
  ErrorCode,
  LocalRegion,
  Outcome,
  ParsedPhone,
  Phone,
  PhoneProblem,
  Provider,
  Region,
  Rejected,
  Skipped,
  Unknown,
} from "@polysms/core";
export { isE164, isSmsError, maskPhone, parsePhone, regionOf, SmsError } from "@polysms/core";
export type { Batch, Sending } from "./batch.ts";
export type { BalanceMember, Sms, SmsCore, SmsOptions } from "./create-sms.ts";
export { createSms } from "./create-sms.ts";
export * from "./generated/providers.gen.ts";
export type { AnyProvider, Message, SendOptions } from "./message.ts";
export type { Route } from "./route.ts";
export { byRegion, failover } from "./route.ts";
