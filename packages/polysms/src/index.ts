export type {
  Accepted,
  Attempt,
  Balance,
  Certainty,
  DeliveryReport,
  DeliveryStatus,
  E164,
  Encoding,
  ErrorCode,
  InboundMessage,
  LocalRegion,
  Outcome,
  ParsedPhone,
  Phone,
  PhoneProblem,
  Provider,
  Region,
  Rejected,
  Segmentation,
  Skipped,
  Unknown,
} from "@polysms/core";
export {
  charactersOutsideGsm7,
  countSegments,
  isE164,
  isSmsError,
  maskPhone,
  parsePhone,
  regionOf,
  SmsError,
  splitSegments,
} from "@polysms/core";
export type { BalanceMember } from "./balance.ts";
export type { Batch, Sending } from "./batch.ts";
export type { WebhookOptions } from "./callback-url.ts";
export type { CampaignFile } from "./campaign-file.ts";
export type { CampaignInput, CampaignSettings } from "./campaign-input.ts";
export type { CampaignRow, LaunchOptions } from "./campaign-launch.ts";
export type { CampaignPlan, PlannedProvider } from "./campaign-plan.ts";
export type { CampaignsMember } from "./campaigns.ts";
export type { BreakerOptions, Health } from "./circuit-breaker.ts";
export type { ContactInput, ContactsMember } from "./contacts.ts";
export { createSms } from "./create-sms.ts";
export type { Authenticated, Delivery, DeliveryEvent, InboundEvent, WebhookEvent } from "./delivery-event.ts";
export type { DeliveryLogOptions } from "./delivery-log.ts";
export * from "./generated/providers.gen.ts";
export type { GuardOptions } from "./guard.ts";
export type { AttemptEvent, HookOptions, Logger, OutcomeEvent } from "./hooks.ts";
export type { IdempotencyStore, Reservation } from "./idempotency.ts";
export { memoryStore } from "./memory-store.ts";
export type { AnyProvider, Message, MessageSettings, SendOptions } from "./message.ts";
export type { OtpMember, OtpResult, OtpStart, OtpStartOptions, OtpStartRequest } from "./otp-member.ts";
export type { OtpOptions, OtpRefusal } from "./otp-options.ts";
export type { OtpLimit, OtpPlace, OtpStore } from "./otp-store.ts";
export { memoryOtpStore } from "./otp-store.ts";
export type { OtpTicket } from "./otp-ticket.ts";
export type { Preview } from "./preview.ts";
export type { RateOptions } from "./rate-limit.ts";
export type { RefusalPolicy } from "./refusal-policy.ts";
export { refusalPolicy } from "./refusal-policy.ts";
export type { MemoryReportStoreOptions, ReportStore } from "./report-store.ts";
export { memoryReportStore } from "./report-store.ts";
export type { Reports, SentMessage, WaitOptions } from "./reports.ts";
export type { RetryOptions } from "./retry.ts";
export type { Route } from "./route.ts";
export { byRegion, failover, roundRobin, weighted } from "./route.ts";
export type { RowProblem, RowProblemKind } from "./row-problem.ts";
export type { ScheduleMember } from "./schedule.ts";
export type { AnySms, Sms, SmsCore, SmsOptions, StreamOptions } from "./sms.ts";
export type { NoTemplates, Template, Templates } from "./templates.ts";
export type { Webhooks } from "./webhooks.ts";
