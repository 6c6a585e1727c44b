export type { Answer, AnswerChoice } from "./answer.ts";
export { listAnswers } from "./answer.ts";
export {
  assertAccepted,
  assertNoViolations,
  assertRejectedWith,
  assertSentTo,
  assertUnknown,
} from "./assertions.ts";
export type { Content, Example } from "./content.ts";
export type { ContractOptions, TestFunctions } from "./contract.ts";
export { describeContract } from "./contract.ts";
export type { ClientExample, ContractClient } from "./contract-requests.ts";
export { assertDiscreet } from "./discretion.ts";
export type { DocumentedAnswer } from "./documented-answer.ts";
export { jsonAnswer } from "./documented-answer.ts";
export type { Exchange } from "./exchange.ts";
export type { Fault, FaultName } from "./fault.ts";
export { faultNames, faults } from "./fault.ts";
export type { FaultOptions, FaultServer } from "./fault-server.ts";
export { startFault } from "./fault-server.ts";
export type { RequestLine } from "./http-text.ts";
export type { JsonObject } from "./json-pointer.ts";
export type { SmsMatchers } from "./matchers.ts";
export { smsMatchers } from "./matchers.ts";
export type { MemoryOptions } from "./memory.ts";
export { memory } from "./memory.ts";
export type { MemoryClient, MemoryProvider } from "./memory-client.ts";
export type { MemoryGroup } from "./memory-contacts.ts";
export type { Sleep } from "./memory-exchange.ts";
export type { MemoryMessage, MessageKind } from "./memory-message.ts";
export type { MemoryInbound, ReportOptions } from "./memory-reports.ts";
export type { Asked, RefuseOptions, ScriptOptions, UnknownOptions } from "./memory-script.ts";
export type { Mock, MockOptions } from "./mock.ts";
export { startMock } from "./mock.ts";
export type { MockGroup, Mocks } from "./mocks.ts";
export { startMocks } from "./mocks.ts";
export type { Mutation } from "./mutation.ts";
export { mutateRequest } from "./mutation.ts";
export type { DocumentedResponse, Operation, Parameter } from "./operation.ts";
export type { Checked, Outcomes } from "./outcome-check.ts";
export { describeProvider } from "./provider-conformance.ts";
export type {
  AcceptedAnswer,
  ProviderLike,
  ProviderOptions,
  ProviderSettings,
  SendReportLike,
  SmsErrorLike,
  VerdictLike,
} from "./provider-under-test.ts";
export type { Preliminary } from "./raw-server.ts";
export type { RecordedFetch } from "./recorded-fetch.ts";
export { recordFetch } from "./recorded-fetch.ts";
export type { Referee, RequestVerdict } from "./referee.ts";
export { createReferee } from "./referee.ts";
export type { RequestCase } from "./request-case.ts";
export { requestCases } from "./request-case.ts";
export type { FormField, RequestDraft } from "./request-draft.ts";
export { draftRequest, toRequest } from "./request-draft.ts";
export type { SchemaSet } from "./schema-set.ts";
export type { Credential, Security } from "./security.ts";
export type { Sent } from "./sent-check.ts";
export type { SpecSource } from "./spec-file.ts";
export { loadSpec } from "./spec-file.ts";
export { errorOf, rejectionOf } from "./thrown-error.ts";
export type { UnreadableAnswer } from "./unreadable-answers.ts";
export { unreadableAnswers } from "./unreadable-answers.ts";
export type { Finding, Violation } from "./violation.ts";
export { formatViolations } from "./violation.ts";
export type { Judged } from "./violation-check.ts";
export type { WebhookRequestOptions } from "./webhook-request.ts";
export { webhookRequest } from "./webhook-request.ts";
