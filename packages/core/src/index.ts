export type { ApiDescription, OperationDescription, SecurityScheme } from "./client/api-description.ts";
export { checkBaseUrl } from "./client/base-url.ts";
export type {
  BodyOf,
  CallInit,
  CallOptions,
  CallResult,
  DataOf,
  FailureOf,
  ProviderClient,
} from "./client/call-types.ts";
export { createProviderClient } from "./client/client.ts";
export type { ClientConfig, ClientOptions, Fetch } from "./client/client-options.ts";
export { provesNoConnection } from "./client/connection-failure.ts";
export type { Credential, RenewableCredential } from "./client/credentials.ts";
export { requireCredential, requireHeaderCredential } from "./client/credentials.ts";
export type { Deadline, DeadlineOptions } from "./client/deadline.ts";
export { checkSignal, DEFAULT_TIMEOUT_MS, LONGEST_TIMER_MS, startDeadline } from "./client/deadline.ts";
export { parseJson } from "./client/reply.ts";
export type { Problem, RequestSchema } from "./client/request-schema.ts";
export { findProblem } from "./client/request-schema.ts";
export { printedAs } from "./error/printed-as.ts";
export { maskPhone, redact } from "./error/redact.ts";
export type { ErrorCode, SmsErrorDetails } from "./error/sms-error.ts";
export { errorCodes, invalidInput, isSmsError, SmsError } from "./error/sms-error.ts";
export { suggest } from "./error/suggest.ts";
export type { E164, LocalRegion, ParsedPhone, Phone, PhoneProblem } from "./phone/phone.ts";
export { isE164, parsePhone } from "./phone/phone.ts";
export type { Region } from "./phone/region.ts";
export { isRegion, regionOf } from "./phone/region.ts";
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
  InboundMessage,
  NewContact,
  OtpCapability,
  OtpCheck,
  OtpRequest,
  ScheduleCapability,
  StatusCapability,
  WebhookCapability,
} from "./provider/capabilities.ts";
export { checkFields, checkSenderId } from "./provider/check-input.ts";
export type { Environment, EnvironmentValues, EnvironmentVariables, FromEnvironment } from "./provider/environment.ts";
export { fromEnvironment, missingVariables, processEnvironment } from "./provider/environment.ts";
export type { Accepted, Attempt, Outcome, Rejected, Skipped, Unknown } from "./provider/outcome.ts";
export type { OutgoingMessage } from "./provider/outgoing-message.ts";
export type { AnyProvider, Provider } from "./provider/provider.ts";
export type { FailedVerdict, RejectedAnswer, SendReport, Verdict } from "./provider/verdict.ts";
export {
  adapterFailed,
  rejected,
  sameVerdict,
  toReport,
  unknown,
  verdictFromError,
  verdictFromStatus,
} from "./provider/verdict.ts";
export { charactersOutsideGsm7 } from "./segments/gsm7.ts";
export type { Encoding, Segmentation } from "./segments/segments.ts";
export { countSegments, splitSegments } from "./segments/segments.ts";
