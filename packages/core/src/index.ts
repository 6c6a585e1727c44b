export type { ApiDescription, OperationDescription, SecurityScheme } from "./api-description.ts";
export { checkBaseUrl } from "./base-url.ts";
export type {
  Balance,
  BalanceCapability,
  Capabilities,
  ContactGroup,
  ContactsCapability,
  DeliveryReport,
  DeliveryStatus,
  FileCapability,
  FileMessage,
  GroupChoice,
  InboundCapability,
  InboundMessage,
  NewContact,
  OtpCapability,
  OtpCheck,
  OtpRequest,
  ScheduleCapability,
  StatusCapability,
} from "./capabilities.ts";
export { createProviderClient } from "./client.ts";
export type { ClientConfig, ClientOptions, Fetch } from "./client-options.ts";
export type { BodyOf, CallInit, CallOptions, CallResult, DataOf, FailureOf, ProviderClient } from "./client-types.ts";
export { provesNoConnection } from "./connection-failure.ts";
export type { Credential, RenewableCredential } from "./credentials.ts";
export { requireCredential, requireHeaderCredential } from "./credentials.ts";
export type { Deadline, DeadlineOptions } from "./deadline.ts";
export { DEFAULT_TIMEOUT_MS, startDeadline } from "./deadline.ts";
export type { Environment } from "./environment.ts";
export { optionalVariable, processEnvironment, requireVariable } from "./environment.ts";
export { charactersOutsideGsm7 } from "./gsm7.ts";
export { checkSenderId, refuseUnknownFields } from "./input.ts";
export type { Accepted, Attempt, Outcome, Rejected, Skipped, Unknown } from "./outcome.ts";
export type { E164, LocalRegion, ParsedPhone, Phone, PhoneProblem } from "./phone.ts";
export { isE164, parsePhone } from "./phone.ts";
export type {
  OutgoingMessage,
  Provider,
  SendCall,
  SendReport,
  Verdict,
} from "./provider.ts";
export { maskPhone, redact } from "./redact.ts";
export type { Region } from "./region.ts";
export { isRegion, regionOf } from "./region.ts";
export { parseJson } from "./reply.ts";
export type { Problem, RequestSchema } from "./request-schema.ts";
export { findProblem } from "./request-schema.ts";
export type { Encoding, Segmentation } from "./segments.ts";
export { countSegments, splitSegments } from "./segments.ts";
export type { Certainty, ErrorCode, SmsErrorDetails } from "./sms-error.ts";
export { invalidInput, isSmsError, SmsError } from "./sms-error.ts";
export { suggest } from "./suggest.ts";
export type { RefusedAnswer } from "./verdict.ts";
export { forEach, judgeStatus, refused, settle, unproven } from "./verdict.ts";
