export {
  assertAccepted,
  assertNoViolations,
  assertRejectedWith,
  assertSentTo,
  assertUnknown,
} from "./assertions/assertions.ts";
export type { MatcherResult, Outcomes } from "./assertions/check-outcomes.ts";
export type { HasSent } from "./assertions/check-sent.ts";
export type { HasViolations } from "./assertions/check-violations.ts";
export type { SmsMatchers } from "./assertions/matchers.ts";
export { smsMatchers } from "./assertions/matchers.ts";
export { assertNoSecrets } from "./assertions/no-secrets.ts";
export type { SmsErrorLike } from "./assertions/thrown-error.ts";
export { errorOf, rejectionOf } from "./assertions/thrown-error.ts";
export { describeProvider } from "./conformance/conformance.ts";
export type {
  AcceptedAnswer,
  ProviderLike,
  ProviderOptions,
  ProviderSettings,
  SendReportLike,
  VerdictLike,
} from "./conformance/options.ts";
export type { UnreadableAnswer } from "./conformance/unreadable-answers.ts";
export { unreadableAnswers } from "./conformance/unreadable-answers.ts";
export type { ContractOptions } from "./contract/contract.ts";
export { describeContract } from "./contract/contract.ts";
export { mutateRequest } from "./contract/mutation/mutate.ts";
export type { Mutation } from "./contract/mutation/mutation.ts";
export type { ClientExample, ContractClient } from "./contract/requests.ts";
export type { Fault, FaultName } from "./faults/fault.ts";
export { faultNames, faults } from "./faults/fault.ts";
export type { FaultyServer, FaultyServerOptions } from "./faults/fault-server.ts";
export { startFaultyServer } from "./faults/fault-server.ts";
export type { RequestLine } from "./faults/http-text.ts";
export type { AnswerLogin } from "./faults/tcp-server.ts";
export type { MemoryClient, MemoryProvider } from "./memory/client.ts";
export type { MemoryGroup } from "./memory/contacts.ts";
export type { Sleep } from "./memory/exchange.ts";
export { memoryProvider } from "./memory/memory.ts";
export type { MemoryMessage, MessageKind } from "./memory/message.ts";
export type { MemoryOptions } from "./memory/options.ts";
export type { MemoryInbound, ReportOptions } from "./memory/reports.ts";
export type { MemoryOperation, RejectOptions, ScriptOptions, UnknownOptions } from "./memory/script.ts";
export type { Exchange } from "./mock/exchange.ts";
export type { Mock, MockOptions } from "./mock/mock.ts";
export { startMock } from "./mock/mock.ts";
export type { MockGroup, Mocks } from "./mock/mocks.ts";
export { startMocks } from "./mock/mocks.ts";
export type { WebhookRequestOptions } from "./mock/webhook-request.ts";
export { webhookRequest } from "./mock/webhook-request.ts";
export type { Answer, AnswerChoice } from "./openapi/answers.ts";
export { listAnswers } from "./openapi/answers.ts";
export type { Content, Example } from "./openapi/content.ts";
export type { SpecSource } from "./openapi/document.ts";
export { loadSpec } from "./openapi/document.ts";
export type { JsonObject } from "./openapi/json-pointer.ts";
export type { DocumentedResponse, Operation, Parameter } from "./openapi/operation.ts";
export type { RequestCase } from "./openapi/request-case.ts";
export { requestCases } from "./openapi/request-case.ts";
export type { FormField, RequestDraft } from "./openapi/request-draft.ts";
export { draftRequest, toRequest } from "./openapi/request-draft.ts";
export type { Credential, Security } from "./openapi/security.ts";
export type { SpecDocument } from "./openapi/spec-document.ts";
export { documentOf } from "./openapi/spec-document.ts";
export type { DocumentedAnswer, RecordedFetch } from "./recorded-fetch.ts";
export { jsonAnswer, recordFetch } from "./recorded-fetch.ts";
export type { TestFunctions } from "./test-functions.ts";
export type { SchemaSet } from "./validator/schemas.ts";
export type { RequestCheck, SpecValidator } from "./validator/validator.ts";
export { createValidator } from "./validator/validator.ts";
export type { Finding, Violation } from "./validator/violation.ts";
export { formatViolations } from "./validator/violation.ts";
