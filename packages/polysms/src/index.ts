export type {
  Accepted,
  AnyProvider,
  Attempt,
  Balance,
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
export type { CampaignsMember } from "./campaigns/campaigns.ts";
export type { CampaignFile } from "./campaigns/file.ts";
export type { CampaignInput, CampaignSettings } from "./campaigns/input.ts";
export type { CampaignRow, LaunchOptions } from "./campaigns/launch.ts";
export type { CampaignPlan, PlannedProvider } from "./campaigns/plan.ts";
export type { RowProblem, RowProblemKind } from "./campaigns/row-problem.ts";
export type { ContactInput, ContactsMember } from "./contacts.ts";
export { createSms } from "./create-sms.ts";
export * from "./generated/providers.gen.ts";
export { memoryIdempotencyStore } from "./idempotency/memory-store.ts";
export type { IdempotencyStore, KeyState, Reservation, StoreCall, StoreKey } from "./idempotency/store.ts";
export type { Message, MessageSettings, SendOptions } from "./message/message.ts";
export type { Preview } from "./message/preview.ts";
export type { GuardOptions } from "./message/recipient-guard.ts";
export type { NoTemplates, Template, Templates } from "./message/templates.ts";
export type { OtpMember, OtpResult, OtpStart, OtpStartOptions, OtpStartRequest } from "./otp/member.ts";
export type { OtpLimitReason, OtpOptions } from "./otp/options.ts";
export type { OtpLimit, OtpPlace, OtpStore } from "./otp/store.ts";
export { memoryOtpStore, takePlace } from "./otp/store.ts";
export type { OtpTicket } from "./otp/ticket.ts";
export type { AuthenticatedBy, Delivery, DeliveryEvent, InboundEvent, SmsEvent } from "./reports/delivery-event.ts";
export type { EventOptions } from "./reports/delivery-log.ts";
export type { EventState, MemoryReportStoreOptions, ReportStore } from "./reports/report-store.ts";
export { memoryReportStore } from "./reports/report-store.ts";
export type { Reports, SentMessage, WaitOptions } from "./reports/reports.ts";
export type { WebhookOptions } from "./reports/webhook-url.ts";
export type { Webhooks } from "./reports/webhooks.ts";
export type { CircuitBreakerOptions, Health, HealthEvent } from "./routing/circuit-breaker.ts";
export type { RateLimitOptions } from "./routing/rate-limit.ts";
export type { RejectionPolicy } from "./routing/rejection-policy.ts";
export { rejectionPolicy } from "./routing/rejection-policy.ts";
export type { RetryOptions } from "./routing/retry.ts";
export type { PeekOptions, ProvidersFor, Route } from "./routing/route.ts";
export { byRegion, failover, roundRobin, weighted } from "./routing/route.ts";
export type { AttemptEvent, Hooks, Logger, OutcomeEvent } from "./sending/hooks.ts";
export { logHooks } from "./sending/hooks.ts";
export type { Batch, Sending } from "./sending/outcomes.ts";
export type { ScheduleMember } from "./sending/schedule.ts";
export type { StreamOptions } from "./sending/stream.ts";
export type { AnySms, Sms, SmsCore, SmsOptions, StoreOptions } from "./sms.ts";
